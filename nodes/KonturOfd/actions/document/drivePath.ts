import { UserError } from 'n8n-workflow';
import { t } from '../../../shared/language';
import type { Client } from '../../../shared/transport';
import { routes } from '../../api/routes';
import { organizationShape } from '../../api/types';

export const organizationRoute = `GET ${routes.organization}`;

interface Drive {
	organizationId: string;
	kktRegId: string;
	fiscalDriveNumber: string;
}

/**
 * Returns the path values of a version 1 method, which takes an organization's INN instead of its ID.
 * @throws UserError when Kontur returns no INN
 * Source: Kontur.OFD documentation, "tickets".
 */
export async function drivePath(client: Client, { organizationId, kktRegId, fiscalDriveNumber }: Drive) {
	const { body } = await client.request({
		method: 'GET',
		path: routes.organization,
		pathValues: { organizationId },
		shape: organizationShape,
	});
	const inn = typeof body.inn === 'string' ? body.inn.trim() : '';
	if (!inn) {
		throw new UserError(t`Kontur.OFD returned no INN for this organization`, {
			description: t`Use Get Many, which does not need the INN.`,
		});
	}
	return { inn, kktRegId, fsId: fiscalDriveNumber };
}
