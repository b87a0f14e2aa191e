import { resource } from '../../../shared/catalog';
import { get } from './get.operation';
import { getByDay } from './getByDay.operation';
import { getByDrive } from './getByDrive.operation';
import { getByNumber } from './getByNumber.operation';
import { getByQr } from './getByQr.operation';
import { getMany } from './getMany.operation';

export const document = resource({
	name: 'Document',
	value: 'document',
	operations: [getMany, get, getByDay, getByNumber, getByQr, getByDrive],
});
