export type { Stored } from './atLeastOnce';
export { anchored, elapsedSince, markNow } from './elapsed';
export { activationMoment, areCertain, credibleNow, isAtOnce, latestNow, type Age } from './moments';
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
export { steadyNow } from './steady';
