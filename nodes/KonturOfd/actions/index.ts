import type { Catalog } from '../../shared/catalog';
import { ofdService } from '../../shared/transport';
import { cashbox } from './cashbox';
import { document } from './document';
import { organization } from './organization';
import { revenue } from './revenue';
import { statistics } from './statistics';

export const catalog: Catalog = {
	service: ofdService,
	resources: [document, revenue, cashbox, organization, statistics],
};
