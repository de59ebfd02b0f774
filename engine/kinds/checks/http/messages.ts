import type { CodesOf } from '../../../model/step-message.ts';
import { tellIn } from '../../tell.ts';

declare module '../../../model/step-message.ts' {
  interface StepMessages {
    'http.answers': { readonly url: string; readonly status: number };
    'http.not-a-url': { readonly url: string };
    'http.no-answer': { readonly error: string };
    'http.answered': { readonly status: number };
  }
}

export const tellHttp = tellIn<CodesOf<'http'>>({
  'http.answers': ({ url, status }) => `${url} answers ${status}`,
  'http.not-a-url': ({ url }) => `${url} is not an http or https URL`,
  'http.no-answer': ({ error }) => `no answer: ${error}`,
  'http.answered': ({ status }) => `it answered ${status}`,
});
