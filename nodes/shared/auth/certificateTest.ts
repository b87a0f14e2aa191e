import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';
import { openKeyPair, validity } from './certificate';
import { SignInRefused } from './signIn';
import { algorithmName, daysLeft, commonName } from './certificateFacts';

const refused = (error: SignInRefused): INodeCredentialTestResult => ({
	status: 'Error',
	message: `${error.message}${
		error.extra?.code === 'expired' ? ' Decrypt and Get Info work with this one all the same.' : ''
	}`,
});

/** The credential's Test, made on this machine: the key opens, belongs to the certificate, which is valid now. */
export async function testCertificate(
	this: ICredentialTestFunctions,
	{ data }: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	try {
		const { certificate } = await openKeyPair(data ?? {});
		const days = daysLeft(certificate, new Date());
		return {
			status: 'OK',
			message: `${commonName(certificate.subject)}, ${algorithmName(certificate)}, ${validity(certificate)} (${days} days left)`,
		};
	} catch (error) {
		if (error instanceof SignInRefused) return refused(error);
		return { status: 'Error', message: 'The key or the certificate could not be checked.' };
	}
}
