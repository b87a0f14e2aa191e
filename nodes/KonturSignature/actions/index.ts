import type { Catalog } from '../../shared/catalog';
import { certificate } from './certificate';
import { document } from './document';

/** All of it is done inside n8n: there is no service behind it. */
export const catalog: Catalog = { resources: [document, certificate] };
