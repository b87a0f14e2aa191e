import { requestOperation } from '../../../shared/catalog';
import { accountId, forAllUsers } from '../../fields';
import { certificateShape } from '../../api/types';

export const getMany = requestOperation({
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many certificates',
	description: 'Retrieve the certificates that Kontur has for an account, without private keys',
	fields: [accountId, forAllUsers],
	http: {
		method: 'GET',
		path: '/v1/{accountId}/certificates',
		query: (params) => ({ forAllUsers: params.forAllUsers || undefined }),
		shape: certificateShape,
	},
	paginate: { style: 'skipTake', items: 'certificates' },
	simplify: (certificate) => ({
		fio: certificate.fio,
		inn: certificate.inn,
		kpp: certificate.kpp,
		'is-valid': certificate['is-valid'],
		'expired-at': certificate['expired-at'],
		'serial-number': certificate['serial-number'],
		thumbprint: certificate.thumbprint,
	}),
});
