import { HttpError } from '../../core/errors';
import type { Reply, Route } from '../../core/router';
import type { JsonObject } from '../../core/values';
import { accountRoute, ok, type AccountCall } from '../call';
import type { FullName } from './accountModel';
import { commonPage, pageFacts, slice } from '../query';

export function fullName(text: string): FullName {
	const [surname = '', name = '', patronymic = ''] = text.split(' ');
	return { surname, name, patronymic };
}

/** A guess by the fields the documents name; the wrapper is that of the other lists. */
function listUsers(call: AccountCall): Reply {
	if (call.role !== 'admin') throw new HttpError(403, 'Users are shown to administrators');
	const { users } = call.request.state.auth;
	const page = slice(call, [...call.account.members], commonPage);
	return ok({
		...pageFacts(page),
		users: page.items.map(([login, role]): JsonObject => {
			const user = users.get(login);
			return {
				id: user?.id ?? null,
				login,
				fio: fullName(user?.fullName ?? ''),
				role,
				'login-certificates': [...(user?.certificates ?? [])].map((thumbprint) => ({ thumbprint })),
				'access-rights': { enabled: role === 'user', organizations: [], forms: [] },
			};
		}),
		links: [],
	});
}

/** A guess: neither parameters nor the answer are documented. */
function listEmployees(call: AccountCall): Reply {
	const page = slice(call, call.account.employees, commonPage);
	return ok({ ...pageFacts(page), employees: page.items, links: [] });
}

export const peopleRoutes: Route[] = [
	accountRoute('GET', '/users', listUsers),
	accountRoute('GET', '/employees', listEmployees),
];
