import { checkSenderAddress } from '../../../nodes/KonturExtern/api/draft/senderAddress';
import { SENDER_ADDRESS } from '../../support/senderAddress';

const messageOf = (address: unknown): string | undefined => {
	try {
		checkSenderAddress(address);
		return undefined;
	} catch (error) {
		return (error as Error).message;
	}
};

test.each([
	SENDER_ADDRESS,
	` ${SENDER_ADDRESS} `,
	'8.8.8.8',
	'1.1.1.1',
	'11.0.0.1',
	'100.63.255.255',
	'100.128.0.1',
	'126.255.255.255',
	'172.15.255.255',
	'172.32.0.1',
	'192.0.1.255',
	'192.167.255.255',
	'192.169.0.1',
	'198.17.255.255',
	'198.20.0.1',
	'203.0.112.255',
	'203.0.114.1',
	'223.255.255.255',
	'2a02:6b8::2:242',
	'2606:4700:4700::1111',
	'2A02:06B8:0000:0000:0000:0000:0002:0242',
	`::ffff:${SENDER_ADDRESS}`,
])('%s is an address of a sender', (address) => {
	expect(messageOf(address)).toBeUndefined();
});

test.each([
	['private, RFC 1918', 'inside a network', ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.10']],
	['shared by a provider, RFC 6598', 'inside a network', ['100.64.0.1', '100.127.255.255']],
	['link-local', 'inside a network', ['169.254.1.1', 'fe80::1', 'febf::1']],
	['unique local and site-local', 'inside a network', ['fc00::1', 'fd12:3456::1', 'fec0::1']],
	['private, as IPv6', 'inside a network', ['::ffff:192.168.1.10', '::FFFF:c0a8:10a']],
	['loopback', 'a computer to itself', ['127.0.0.1', '127.255.0.1', '::1', '0:0:0:0:0:0:0:1']],
	['documentation, RFC 5737', 'for examples', ['192.0.2.1', '198.51.100.7', '203.0.113.10']],
	['documentation, RFC 3849 and 9637', 'for examples', ['2001:db8::1', '3fff::1']],
	['this network, broadcast', 'a reserved address', ['0.0.0.0', '0.1.2.3', '255.255.255.255', '::']],
	['multicast', 'a reserved address', ['224.0.0.1', '239.255.255.250', 'ff02::1']],
	['of the future', 'a reserved address', ['240.0.0.1', '4000::1', '5f00::1']],
	['protocols and benchmarks', 'a reserved address', ['192.0.0.8', '198.18.0.1', '198.19.255.255']],
	[
		'relays and tunnels',
		'a reserved address',
		['192.88.99.1', '2002:c0a8:1::1', '2001::1', '64:ff9b::808:808'],
	],
])('refused: %s', (_kind, words, addresses) => {
	for (const address of addresses) {
		expect([address, messageOf(address)]).toEqual([
			address,
			expect.stringMatching(new RegExp(`^${address}.* ${words}`)),
		]);
	}
});

test.each([
	'localhost',
	'93.184.216',
	'93.184.216.256',
	'93.184.216.034',
	'1::2::3',
	'1:2:3:4:5:6:7',
	'мой',
	'12345',
])('refused: %s is no address', (text) => {
	expect(messageOf(text)).toBe(`"${text}" is not an IP address`);
});
