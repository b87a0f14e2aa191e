import { nameOfUrn } from '../../../nodes/KonturExtern/api/urns';

/** Words of the documentation that may stand in a cassette as they are; any other could be somebody's name. */
const WORDS = new Set(
	[
		'true false yes no unknown none admin director user extern chief representative',
		'new checked sent running succeed failed canceled prepare check send error warning Error Warning',
		'ok check-protocol-has-errors check-protocol-has-only-warnings encryption-failed',
		'check-in-progress prepare-in-progress send-in-progress ready-to-send transferred-to-web',
		'self next first last prev organization docflow document draft reply content task decrypt-content',
		'save-signature cloud-sign documents-request related-docflow related-document inventories',
		'building finished Bearer extern-api bad-request internal-server-error waiting not-sent True False Xml',
		'password certificate trusted refresh_token client_credentials extern.api chief scanned formalized',
		'invalid_grant invalid_client invalid_scope invalid_request unsupported_grant_type',
		'Sell Buy ReturnSell ReturnBuy CashReceipt Receipt OpenShift CloseShift',
	].flatMap((line) => line.split(' ')),
);

const ERROR =
	/^urn:error:(?:externapi|ofd)(?::(?:badRequest|notFound|forbidden|unauthorized|concurrentApiTaskActive|checkProtocolHasErrors|documentPrintUnsupported|emptyContent))?$/;

export const isKnownWord = (text: string): boolean => WORDS.has(text);

export const isKnownUrn = (text: string): boolean => ERROR.test(text) || nameOfUrn(text) !== undefined;
