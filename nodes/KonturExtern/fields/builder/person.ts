import { textField } from '../../../shared/catalog';

export const surname = textField({
	displayName: 'Surname',
	name: 'surname',
	description: 'Surname, as in the passport',
});

export const firstName = textField({
	displayName: 'First Name',
	name: 'firstName',
	description: 'First name, as in the passport',
});

export const patronymic = textField({
	displayName: 'Patronymic',
	name: 'patronymic',
	description: 'Patronymic, as in the passport; leave empty if there is none',
});
