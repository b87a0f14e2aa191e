import { UserError } from 'n8n-workflow';
import type { Client } from '../../shared/transport';
import { paths } from './routes';

export const organizationRoute = `GET ${paths.organization}`;

/**
 * The places of a path of version 1, which goes by the INN of an organization instead of its ID.
 * @throws UserError when Kontur tells no INN
 * Source: Kontur.OFD documentation, "tickets".
 */
export async function ticketPlaces(
	client: Client,
	{
		organizationId,
		kktRegId,
		fiscalDriveNumber,
	}: Record<'organizationId' | 'kktRegId' | 'fiscalDriveNumber', string>,
) {
	const { body } = await client.request({
		method: 'GET',
		path: paths.organization,
		pathValues: { organizationId },
	});
	const inn = typeof body.inn === 'string' ? body.inn.trim() : '';
	if (!inn) throw new UserError('Kontur.OFD does not tell the INN of this organization');
	return { inn, kktRegId, fsId: fiscalDriveNumber };
}
