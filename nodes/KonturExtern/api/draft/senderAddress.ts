import { t } from '../../../shared/language';
import { refusal } from '../refusal';

/** An address in bits from the highest, with the length of its prefix. */
type Block = readonly [address: string, length: number];

/*
 * Addresses that no sender has. Source: IANA special-purpose address registries (RFC 6890 and its updates), RFC 1918,
 * 3849, 5737, 6598, 9637.
 */
const PRIVATE: readonly Block[] = [
	['10.0.0.0', 8],
	['100.64.0.0', 10],
	['169.254.0.0', 16],
	['172.16.0.0', 12],
	['192.168.0.0', 16],
	['fc00::', 7],
	['fe80::', 10],
	['fec0::', 10],
];
const OWN: readonly Block[] = [
	['127.0.0.0', 8],
	['::1', 128],
];
const EXAMPLES: readonly Block[] = [
	['192.0.2.0', 24],
	['198.51.100.0', 24],
	['203.0.113.0', 24],
	['2001:db8::', 32],
	['3fff::', 20],
];
const RESERVED: readonly Block[] = [
	['0.0.0.0', 8],
	['192.0.0.0', 24],
	['192.88.99.0', 24],
	['198.18.0.0', 15],
	['224.0.0.0', 3],
	['2001::', 23],
	['2002::', 16],
];
/** The only part of IPv6 that is given to networks. */
const UNICAST: Block = ['2000::', 3];

const bits = (value: number, width: number) => value.toString(2).padStart(width, '0');

function bitsOfIpv4(text: string): string | undefined {
	const bytes = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1);
	// With a leading zero, some read a byte as octal.
	if (!bytes || bytes.some((byte) => Number(byte) > 255 || /^0\d/.test(byte))) return undefined;
	return bytes.map((byte) => bits(Number(byte), 8)).join('');
}

const GROUPS = 8;

function bitsOfIpv6(text: string): string | undefined {
	const [, before, last] = /^(.*:)(\d+(?:\.\d+){3})$/.exec(text) ?? [];
	const embedded = last === undefined ? '' : bitsOfIpv4(last);
	if (embedded === undefined) return undefined;
	const tail =
		embedded && [embedded.slice(0, 16), embedded.slice(16)].map((half) => parseInt(half, 2).toString(16));
	const whole = tail ? `${before}${tail.join(':')}` : text;
	const halves = whole.split('::').map((half) => (half === '' ? [] : half.split(':')));
	const given = halves.flat();
	if (halves.length > 2 || given.some((group) => !/^[0-9a-f]{1,4}$/i.test(group))) return undefined;
	const missing = GROUPS - given.length;
	if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined;
	const [head, rest = []] = halves;
	const groups = [...head, ...Array<string>(missing).fill('0'), ...rest];
	return groups.map((group) => bits(parseInt(group, 16), 16)).join('');
}

const bitsOf = (text: string) => bitsOfIpv4(text) ?? bitsOfIpv6(text);

const isIn =
	(address: string) =>
	([block, length]: Block): boolean => {
		const of = bitsOf(block);
		return of?.length === address.length && of.slice(0, length) === address.slice(0, length);
	};

const MAPPED = bitsOf('::ffff:0:0')?.slice(0, 96) ?? '';

const advice = t`Enter the public IPv4 address of the network that documents are sent from. To learn it, open yandex.ru/internet on a computer there, or ask the provider.`;

/**
 * Checks the address that documents are sent from. Authorities record it, and refuse or question one that no sender can
 * have.
 * @throws UserError for anything but a public address
 */
export function checkSenderAddress(value: unknown): void {
	const text = String(value ?? '').trim();
	const found = bitsOf(text);
	if (!found) throw refusal(t`"${text}" is not an IP address`, advice);
	const address = found.startsWith(MAPPED) ? found.slice(MAPPED.length) : found;
	const isOf = (blocks: readonly Block[]) => blocks.some(isIn(address));
	if (isOf(OWN)) throw refusal(t`${text} is the address of a computer to itself, not of a sender`, advice);
	if (isOf(PRIVATE)) {
		throw refusal(t`${text} is an address inside a network, which others do not see`, advice);
	}
	if (isOf(EXAMPLES)) throw refusal(t`${text} is an address for examples, which no network has`, advice);
	if (isOf(RESERVED) || (address.length > 32 && !isIn(address)(UNICAST))) {
		throw refusal(t`${text} is a reserved address, which no network has`, advice);
	}
}
