export { createClient } from './client';
export { clocksOf, type Clocks } from './clocks';
export { bytesOfJsonString, downloadContent, uploadContent, UPLOADS_AT_ONCE } from './contents';
export {
	attachDetails,
	causeOf,
	detailsOf,
	isRefusedWith,
	isTransient,
	outcomeIsOpen,
	refusalStatus,
} from './errors';
export {
	contradictionsOf,
	listAll,
	offsetPage,
	pageFrom,
	paginate,
	plainOffset,
	type ListRequest,
	type Paging,
} from './paginate';
export { flatMapConcurrent, mapConcurrent } from './pace/mapConcurrent';
export { PageQueue } from './pace/pageQueue';
export type { Client, KonturContext, KonturRequest, KonturResponse, ShapedRequest } from './request';
export { isTooDeep } from './body/responseBody';
export { withServerClock } from './serverClock';
export { externService, ofdService, serviceFor, type Service } from './service';
export { TaskStillRunning, pollTask } from './pollTask';
export { mapInTurns } from './pace/turns';
export {
	also,
	anyObject,
	base64,
	filled,
	flag,
	identifiedBy,
	isObject,
	listOf,
	nothing,
	number,
	object,
	objectWithAny,
	oneOf,
	optional,
	pageOf,
	text,
	type Shape,
	type Shaped,
} from '../shapes';
