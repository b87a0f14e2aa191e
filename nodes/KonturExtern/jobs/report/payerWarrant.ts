import { t } from '../../../shared/language';
import { listAll, type Client } from '../../../shared/transport';
import { readObject } from '../../api/read';
import { organizationShape, type Organization } from '../../api/types';
import type { ReportFile } from './reportFiles';
import type { Parties } from './reportParties';

const organizationsPath = '/v1/{accountId}/organizations';
const organizationPath = `${organizationsPath}/{organizationId}`;

export const payerWarrantRoutes = [`GET ${organizationsPath}`, `GET ${organizationPath}`] as const;

/** What the user says about the power of attorney. */
interface GivenWarrant {
	machineReadableWarrantId?: string;
	generateWarrant?: boolean;
}

/** The number of a power of attorney, and what the user should know about it. */
interface FoundWarrant {
	id?: string;
	note?: string;
}

/** Whether an organization is the payer: a filter that is ignored would bring another client's. */
const isOf =
	({ inn, kpp }: Parties['payer']) =>
	({ general }: Organization): boolean =>
		general?.inn === inn && (!kpp || general.kpp === kpp);

/**
 * Finds the machine-readable power of attorney of the payer, for a sender that represents it. Kontur keeps that of the
 * tax office with the organization.
 * Source: Kontur.Extern documentation, "Organizations" (`fns-mchd-id`) and "Power-of-attorney message".
 */
export async function findPayerWarrant(
	client: Client,
	accountId: string,
	{ payer, recipientType, isRepresentative }: Parties,
	files: readonly ReportFile[],
	given: GivenWarrant,
): Promise<FoundWarrant> {
	const isGiven =
		Boolean(given.machineReadableWarrantId?.trim()) ||
		given.generateWarrant !== undefined ||
		files.some(({ facts }) => facts.role === 'powerOfAttorney');
	if (!isRepresentative || isGiven) return {};
	const none = t`No power of attorney of the payer ${payer.inn} is attached. If the authority wants one, add its file or its number (Machine-Readable Power of Attorney ID).`;
	if (recipientType !== 'ifns-code') return { note: none };
	const read = async (): Promise<FoundWarrant> => {
		const found = await listAll(
			client,
			{
				method: 'GET',
				path: organizationsPath,
				pathValues: { accountId },
				query: { inn: payer.inn, kpp: payer.kpp },
				element: organizationShape,
			},
			{ style: 'skipTake', items: 'organizations' },
		);
		const [organization, ...others] = found.filter(isOf(payer));
		if (!organization || others.length > 0) return { note: none };
		const ids = { accountId, organizationId: organization.id };
		const details = await readObject(client, organizationPath, ids, organizationShape);
		const id: unknown = details['fns-mchd-id'];
		if (!isOf(payer)(details) || typeof id !== 'string' || id.trim() === '') return { note: none };
		return { id, note: t`The power of attorney ${id} of the payer ${payer.inn} is attached.` };
	};
	// A user without rights to the organizations may send all the same.
	return await read().catch((error: unknown): FoundWarrant => {
		const status = (error as { httpCode?: unknown }).httpCode;
		if (status !== '403' && status !== '404') throw error;
		return { note: none };
	});
}
