import ProvidersList from './providers/list.ts';

export default class Providers extends ProvidersList {
  static override readonly summary = 'List who may plan; the same as providers list.';
  static override readonly examples = ['<%= config.bin %> providers'];
}
