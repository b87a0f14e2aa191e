import { externResource } from '../standing';
import { get } from './get.operation';
import { getControlUnit } from './getControlUnit.operation';
import { getControlUnits } from './getControlUnits.operation';
import { getForms } from './getForms.operation';

export const handbook = externResource({
	name: 'Reference Data',
	value: 'handbook',
	advanced: [get, getControlUnits, getControlUnit, getForms],
});
