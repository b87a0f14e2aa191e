import { HttpError } from '../../core/errors';
import type { Reply, Route } from '../../core/router';
import { compact } from '../../core/values';
import { accountRoute, ok, type AccountCall } from '../call';
import { commonPage, flag, pageFacts, slice } from '../query';

/** Returns whether the request covers all users. Throws 403 unless an administrator sent it. */
export function forAllUsers(call: AccountCall): boolean {
	const all = flag(call.request.query, 'forAllUsers') ?? false;
	if (all && call.role !== 'admin') throw new HttpError(403, 'forAllUsers is for administrators');
	return all;
}

function listCertificates(call: AccountCall): Reply {
	const forAll = forAllUsers(call);
	const found = call.account.certificates.filter((item) => forAll || item.ownerLogin === call.user.login);
	const page = slice(call, found, commonPage);
	const now = call.request.now().toISOString();
	return ok({
		certificates: page.items.map((item) =>
			compact({
				fio: item.fio,
				inn: item.inn,
				kpp: item.kpp,
				'is-valid': item.expiredAt > now,
				'is-qualified': item.isQualified,
				'is-cloud': item.cloud !== undefined,
				'certificate-type': item.cloud ? 'dss' : 'iron',
				content: item.content,
				thumbprint: item.thumbprint,
				'expired-at': item.expiredAt,
				'serial-number': item.serialNumber,
			}),
		),
		...pageFacts(page),
		links: [],
	});
}

export const certificateRoutes: Route[] = [accountRoute('GET', '/certificates', listCertificates)];
