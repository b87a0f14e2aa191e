import { resource } from '../../../shared/catalog';
import { link } from './link.operation';

export const partnerUser = resource({ name: 'Partner User', value: 'partnerUser', operations: [link] });
