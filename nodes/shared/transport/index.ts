export {
	createClient,
	type Client,
	type KonturContext,
	type KonturRequest,
	type KonturResponse,
	type ShapedRequest,
} from './client';
export { bytesOfJsonString, downloadContent, uploadContent, UPLOADS_AT_ONCE } from './contents';
export { attachDetails, causeOf, detailsOf, isPassing, outcomeIsOpen } from './errors';
export { listAll, paginate, plainOffset, type ListRequest, type Paging } from './paginate';
export { flatMapConcurrent, mapConcurrent } from './mapConcurrent';
export { isTooDeep } from './responseBody';
export { serverTime, withServerClock } from './serverClock';
export { externService, ofdService, serviceFor, type Service } from './service';
export { TaskStillRunning, pollTask, type Task } from './pollTask';
export { anyObject, flag, listOf, number, object, optional, text, type Shape, type Shaped } from '../shapes';
