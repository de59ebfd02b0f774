import { startScripted, type Script, type ScriptedServer } from './scripted-server.ts';
import { ANTHROPIC_WIRE, CHAT_WIRE, OLLAMA_WIRE, RESPONSES_WIRE } from './wires.ts';

/** Servers that speak a protocol and say what a script says; see `Reply` for what there is to say. */
export const startOpenAiServer = async (script: Script): Promise<ScriptedServer> =>
  startScripted(RESPONSES_WIRE, script);

export const startChatServer = async (script: Script): Promise<ScriptedServer> =>
  startScripted(CHAT_WIRE, script);

export const startAnthropicServer = async (script: Script): Promise<ScriptedServer> =>
  startScripted(ANTHROPIC_WIRE, script);

export const startOllamaServer = async (script: Script): Promise<ScriptedServer> =>
  startScripted(OLLAMA_WIRE, script);

export type { Recorded, Reply, Script, ScriptedServer } from './scripted-server.ts';
