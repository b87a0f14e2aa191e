import type { SeededRandom } from '../../core/random';
import { completeInn } from '../organizations/inn';
import type { Account } from '../model';
import { subscriptionStatuses } from '../organizations/organizationMethods';
import { fullName } from '../organizations/people';

const surnames = ['Петров', 'Смирнов', 'Кузнецов', 'Попов', 'Волков', 'Соколов', 'Лебедев'];
const positions = ['Бухгалтер', 'Главный бухгалтер', 'Кадровик', 'Директор'];

/** Employees, warrants for every organization in turn, and subscriptions of the head organization. */
export function seedPeople(
	account: Account,
	random: SeededRandom,
	logins: string[],
	counts: { employees: number; subscriptions: number },
): void {
	const organizations = [...account.organizations.values()];
	account.employees = Array.from({ length: counts.employees }, (_, index) => ({
		id: random.guid(),
		fio: fullName(`${surnames[index % surnames.length]} Иван Иванович`),
		inn: completeInn(`77${String(10_000_000 + random.int(80_000_000))}`),
		position: positions[index % positions.length],
	}));
	account.warrants = organizations.map((organization, index) => ({
		// Every seventh is a colleague's.
		ownerLogin: logins[index % 7 === 6 ? 1 : 0],
		organizationId: organization.id,
		number: String(17 + index),
		fio: fullName(`${surnames[index % surnames.length]} Иван Иванович`),
	}));
	for (const organization of organizations) organization.mchdId = random.guid();
	organizations[0].subscriptions = new Map(
		Array.from({ length: counts.subscriptions }, (_, index) => [
			String(1_234_567_890 + index),
			subscriptionStatuses[(index + 1) % subscriptionStatuses.length],
		]),
	);
}
