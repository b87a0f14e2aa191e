import { externResource } from '../standing';
import { link } from './link.operation';

export const partnerUser = externResource({ name: 'Partner User', value: 'partnerUser', everyday: [link] });
