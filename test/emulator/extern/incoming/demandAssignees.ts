import { HttpError } from '../../core/errors';
import type { Reply, Route } from '../../core/router';
import type { JsonObject } from '../../core/values';
import { accountRoute, ok, type AccountCall } from '../call';
import { fullName } from '../organizations/people';
import { commonPage, pageFacts, slice } from '../query';

/** A demand may be assigned to anyone in the account. */
function assignees(call: AccountCall): JsonObject[] {
	const { users } = call.request.state.auth;
	return [...call.account.members.keys()].flatMap((login) => {
		const user = users.get(login);
		if (!user) return [];
		const { surname, name, patronymic } = fullName(user.fullName);
		return [
			{
				id: user.id,
				email: user.login,
				'first-name': name,
				'middle-name': patronymic,
				'last-name': surname,
			},
		];
	});
}

export function assigneeOf(call: AccountCall, id: string): JsonObject {
	const found = assignees(call).find((item) => item.id === id.toLowerCase());
	if (!found) throw new HttpError(400, 'Demands cannot be assigned to this person');
	return found;
}

/** The wrapper of the list is not documented; this one is that of the other lists. */
function list(call: AccountCall): Reply {
	const page = slice(call, assignees(call), commonPage);
	return ok({ ...pageFacts(page), assignees: page.items });
}

export const demandAssigneeRoutes: Route[] = [accountRoute('GET', '/docflows/demands-assignees', list)];
