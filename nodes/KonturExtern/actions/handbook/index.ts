import { resource } from '../../../shared/catalog';
import { get } from './get.operation';
import { getControlUnit } from './getControlUnit.operation';
import { getControlUnits } from './getControlUnits.operation';
import { getForms } from './getForms.operation';

export const handbook = resource({
	name: 'Reference Data',
	value: 'handbook',
	operations: [getControlUnits, getControlUnit, getForms, get],
});
