export type { Stored } from './atLeastOnce';
export { elapsedSince, markNow } from './elapsed';
export { nodeKey } from './pollLock';
export {
	failureOfAll,
	isCredentialFailure,
	isSpent,
	logFailure,
	PREVIEW_ITEMS,
	runPoll,
	stopTime,
	type Budget,
	type Failure,
	type Polled,
} from './runPoll';
export { plainStaticData } from './staticData';
