import type { Exception } from './scenario';

const ofTheSdk = 'The SDK itself refuses; nothing reaches the server.';
const disabled = 'Disabled in the SDK.';

/** Assertions that are not played, with the reason. */
export const exceptions: Exception[] = [
	{
		sdk: 'C#',
		file: 'ContentPathExtensions_Tests.cs',
		test: 'Should_error_when_try_to_upload_null_content',
		asserts: 'uploading nothing is an ArgumentNullException',
		why: ofTheSdk,
	},
	{
		sdk: 'C#',
		file: 'ContentPathExtensions_Tests.cs',
		test: 'Should_error_when_try_to_upload_empty_memory_stream_content',
		asserts: 'uploading an empty stream is an ArgumentException',
		why: ofTheSdk,
	},
	{
		sdk: 'C#',
		file: 'OpenIdAuthenticator_Tests.cs',
		test: 'Authenticate_By_Certificate (two tests)',
		asserts: 'a decrypted challenge is exchanged for a token',
		why: 'Needs a private key: test/emulator/auth/certificate.test.ts signs in with every kind of key.',
	},
	{
		sdk: 'Java',
		file: 'AuthenticationIT.java',
		test: 'certAuth, trustedAuth, registerExternalServiceId',
		asserts: 'a session is opened',
		why: 'Needs private keys: test/emulator/auth/certificate.test.ts, auth-trusted.test.ts and auth-truster.test.ts.',
	},
	{
		sdk: 'Java',
		file: 'AuthenticationIT.java',
		test: 'cachingTest',
		asserts: 'the client keeps its session',
		why: ofTheSdk,
	},
	{
		sdk: 'Java',
		file: 'OrganizationIndividualWithShowFakeKppIT.java',
		test: 'testLookup, testSearch',
		asserts: 'an entrepreneur has the KPP 266000000',
		why: "Data of Kontur's stand: a setting of one of its users.",
	},
	{
		sdk: 'Java',
		file: 'PortalPackageIT.java',
		test: 'searchCertificates',
		asserts: 'a certificate is found by its thumbprint',
		why: 'Another service of Kontur (certapi), not part of Kontur.Extern.',
	},
	{
		sdk: 'Java',
		file: 'RelatedDocumentsIT.java',
		test: 'testGetInventoryEncryptedContent',
		asserts: 'the sent inventory also exists encrypted',
		why: 'The emulator does not encrypt what is sent: nobody but the authority could read it.',
	},
	{
		sdk: 'Java',
		file: 'DraftServiceIT.java',
		test: 'testGetEncryptedDocumentContent',
		asserts: 'a prepared document has an encrypted content',
		why: "Deprecated by Kontur's documentation, which names no other method.",
	},
	...['DraftWithCloudCertIT.java', 'scenario/Bank*IT.java', 'scenario/*DssTestScenarioIT.java'].map(
		(file): Exception => ({
			sdk: 'Java',
			file,
			test: 'all',
			asserts: 'drafts and replies are signed in the cloud',
			why: disabled,
		}),
	),
	{
		sdk: 'Java',
		file: 'DocflowServiceIT.java',
		test: 'testDemandRecognize, testDecryptContent, testPrintFromDocflows',
		asserts: 'a demand is recognized, decrypted in the cloud and printed',
		why: disabled,
	},
	{
		sdk: 'Java',
		file: 'scenario/PfrReport*IT.java',
		test: 'main',
		asserts: 'a pension fund report is signed in the cloud, sent and finished',
		why: "Needs SMS codes and the fund's answers of the stand; what it asserts of the builder is played.",
	},
];
