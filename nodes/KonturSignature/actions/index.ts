import type { Catalog } from '../../shared/catalog';
import { certificate } from './certificate';
import { document } from './document';

/** Every operation runs inside n8n, so there is no service to call. */
export const catalog: Catalog = { resources: [document, certificate] };
