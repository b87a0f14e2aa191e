export { attentionOf, attentionRoutes, type Concern } from './attention';
