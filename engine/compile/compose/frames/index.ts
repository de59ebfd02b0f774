import type { Frame } from './frame.ts';
import { KERNEL_FRAMES } from './kernel.ts';
import { KEYBOARD_FRAMES } from './keyboard.ts';
import { LOCALE_FRAMES } from './locale.ts';
import { NETWORK_FRAMES } from './network.ts';
import { NIX_FRAMES } from './nix.ts';
import { PEOPLE_FRAMES } from './people.ts';
import { FONT_FRAMES } from './fonts.ts';
import { LOGIN_FRAMES } from './login.ts';
import { SETTING_FRAMES } from './settings.ts';
import { SSH_FRAMES } from './ssh.ts';
import { SHELL_FRAMES } from './shell.ts';

/** Kinds of wishes with a form of their own; a new one is a new entry of one of these files. */
export const FRAMES: readonly Frame[] = [
  ...NETWORK_FRAMES,
  ...LOCALE_FRAMES,
  ...KEYBOARD_FRAMES,
  ...NIX_FRAMES,
  ...PEOPLE_FRAMES,
  ...KERNEL_FRAMES,
  ...SHELL_FRAMES,
  ...SSH_FRAMES,
  ...LOGIN_FRAMES,
  ...FONT_FRAMES,
  ...SETTING_FRAMES,
];
