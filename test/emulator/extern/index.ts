import type { ErrorFormatter, Route } from '../core/router';
import { accountRoutes } from './accounts';
import { builderBuildRoutes } from './builderBuild';
import { builderDocumentRoutes } from './builderDocuments';
import { builderFileRoutes } from './builderFiles';
import { builderRoutes } from './builders';
import { certificateRoutes } from './certificates';
import { contentRoutes } from './contents';
import { docflowRoutes } from './docflows';
import { draftBuildRoutes } from './draftBuild';
import { draftCloudRoutes } from './draftCloud';
import { draftDocumentRoutes } from './draftDocuments';
import { draftMvdRoutes } from './draftMvd';
import { draftPrintRoutes } from './draftPrint';
import { draftRoutes } from './drafts';
import { draftTaskRoutes } from './draftTasks';
import { eventRoutes } from './events';
import { exchangeRoutes } from './exchange';
import { handbookRoutes } from './handbooks';
import { organizationMethodRoutes } from './organizationMethods';
import { organizationRoutes } from './organizations';
import { peopleRoutes } from './people';
import { reportsTableRoutes } from './reportsTables';
import { warrantRoutes } from './warrants';
import { webDraftRoutes } from './webDrafts';

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
