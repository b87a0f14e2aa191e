export { keyPairOpener, type KeyPair, type KeyPairOptions } from './certificate';
export {
	algorithmName,
	certificateFacts,
	commonName,
	keyValidity,
	personOf,
	validity,
} from './certificateFacts';
export { testCertificate } from './certificateTest';
export { authorizeExpression, tokenExpression } from './environments';
export { externAuthenticator, externSignIn } from './extern';
export { externCredentialTest, ofdCredentialTest } from './fields/credentialTest';
export {
	externAuthUrlField,
	externEnvironmentFields,
	ofdEnvironmentFields,
} from './fields/environmentFields';
export { withExpressionField } from './fields/expressionField';
export { keyFields, skipValidityCheckField } from './fields/keyFields';
export {
	clientIdField,
	externParallelRequestsField,
	loginFields,
	ofdParallelRequestsField,
	sessionTokenField,
	staticTokenField,
} from './fields/signInFields';
export { mayHaveBeenSent, networkCode, networkDetails, networkReason, ownReason } from './network';
export { ofdSignIn } from './ofd';
export { parallelRequestsOf } from './parallelRequests';
export { pastedPlaceAdvice } from './pastedPlace';
export { endBody, LongText, readText, TIMEOUT } from './readText';
export { secretHeadersOf, secretsOf, sentSecretsOf } from './secrets';
export { reportRejectedSession } from './session';
export { sessionHooks } from './sessionHooks';
export type { Authenticator } from './sid';
export { isRenewable, SignInFailed, SignInRefused, type Settings, type SignInService } from './signIn';
