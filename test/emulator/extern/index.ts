import type { ErrorFormatter, Route } from '../core/router';
import { accountRoutes } from './organizations/accounts';
import { builderBuildRoutes } from './builders/builderBuild';
import { builderDocumentRoutes } from './builders/builderDocuments';
import { builderFileRoutes } from './builders/builderFiles';
import { builderRoutes } from './builders/builders';
import { certificateRoutes } from './organizations/certificates';
import { contentRoutes } from './files/contents';
import { docflowRoutes } from './docflows/docflows';
import { draftBuildRoutes } from './drafts/draftBuild';
import { draftCloudRoutes } from './drafts/draftCloud';
import { draftDocumentRoutes } from './drafts/draftDocuments';
import { draftMvdRoutes } from './drafts/draftMvd';
import { draftPrintRoutes } from './drafts/draftPrint';
import { draftRoutes } from './drafts/drafts';
import { draftTaskRoutes } from './drafts/draftTasks';
import { eventRoutes } from './exchange/events';
import { exchangeRoutes } from './exchange/exchange';
import { handbookRoutes } from './handbooks/handbooks';
import { organizationMethodRoutes } from './organizations/organizationMethods';
import { organizationRoutes } from './organizations/organizations';
import { peopleRoutes } from './organizations/people';
import { reportsTableRoutes } from './handbooks/reportsTables';
import { warrantRoutes } from './organizations/warrants';
import { webDraftRoutes } from './drafts/webDrafts';

/** Every Kontur.Extern method the emulator knows. */
export const routes: Route[] = [
	...accountRoutes,
	...organizationRoutes,
	...organizationMethodRoutes,
	...certificateRoutes,
	...peopleRoutes,
	...warrantRoutes,
	...contentRoutes,
	...draftRoutes,
	...draftDocumentRoutes,
	...draftTaskRoutes,
	...draftBuildRoutes,
	...draftPrintRoutes,
	...draftMvdRoutes,
	...webDraftRoutes,
	...draftCloudRoutes,
	...builderRoutes,
	...builderDocumentRoutes,
	...builderFileRoutes,
	...builderBuildRoutes,
	...docflowRoutes,
	...exchangeRoutes,
	...eventRoutes,
	...handbookRoutes,
	...reportsTableRoutes,
];

const errorIds: Record<number, string> = {
	400: 'badRequest',
	401: 'unauthorized',
	403: 'forbidden',
	404: 'notFound',
	405: 'methodNotAllowed',
	409: 'conflict',
	413: 'contentTooLarge',
	416: 'rangeNotSatisfiable',
	429: 'tooManyRequests',
	500: 'internalError',
};

export const formatError: ErrorFormatter = (error) => ({
	status: error.status,
	json: {
		id: error.id ?? `urn:error:externapi:${errorIds[error.status] ?? 'error'}`,
		'status-code': error.status,
		message: error.message,
		'track-id': error.traceId.slice(0, 20),
		'trace-id': error.traceId,
		properties: {},
		...error.extra,
	},
});
