import type { Route } from '../core/router';
import { replyRoutes } from './replies';

/** What is done with docflows after they are sent or have come. */
export const exchangeRoutes: Route[] = [...replyRoutes];
