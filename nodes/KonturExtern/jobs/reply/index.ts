export { answerDocflow, answerRoutes } from './answerDocflow';
export { answerDocflows } from './answerDocflows';
export { generate, putBytes, sendGenerated, signGenerated } from './generated';
export { decryptedFile, pfrReplyDocumentPath, readReplyDocument, sentPfrReply } from './pfrReplies';
export {
	idsOf,
	placeOf,
	readReply,
	repliedDocflowId,
	replyIn,
	replyRoutes,
	sentReply,
	sentReplyRoutes,
} from './replies';
export { fundDemandTypes, manualActions } from './manualActions';
export { pensionReplyType, wantedReplyType } from './replyLinks';
