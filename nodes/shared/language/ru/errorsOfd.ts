/** Russian errors, advice and notes of Kontur.OFD: its node and its trigger. */
export const errorsOfd: Readonly<Record<string, string>> = {
	// Values of the node
	'"Minimum Silence (Hours)" must be greater than 0':
		'В поле «Молчит не меньше (часов)» должно быть число больше 0',
	'"Days at Once" must be a whole number, 1 or greater':
		'В поле «Дней за раз» должно быть целое число, 1 или больше',
	'"{0}" is not a date and time. Use the format 2026-01-31T00:00:00.':
		'В поле «{0}» не дата и время. Введите в виде 2026-01-31T00:00:00.',
	'"{0}" is empty': 'Поле «{0}» пустое',
	'Fill in "{0}" in the node.': 'Заполните «{0}» в узле.',
	'Fill in "{0}" in the trigger.': 'Заполните «{0}» в триггере.',
	'"Fields" is empty': 'Поле «Поля» пустое',
	'Choose the fields to return in the node.': 'Выберите в узле, какие поля вернуть.',
	'Revenue cannot be grouped by payment and by receipt line at the same time':
		'Выручку нельзя разбить и по виду оплаты, и по позициям чека сразу',
	'A receipt does not say which line was paid with what. Remove Means of Payment, or Tax Rate and Product, from Group By.':
		'В чеке не сказано, какая позиция чем оплачена. Уберите из «В разрезе» либо вид оплаты, либо ставку НДС и товар.',
	'"QR Code" is not the QR code of a receipt: its part "{0}" is missing or wrong':
		'В поле «QR-код» не код чека: часть «{0}» пропущена или неверна',
	'Pass the text in the code as the scanner returns it: t=20260305T1504&s=2063.99&fn=9960440300000001&i=3251&fp=55141403&n=1':
		'Передайте текст кода так, как его вернул сканер: t=20260305T1504&s=2063.99&fn=9960440300000001&i=3251&fp=55141403&n=1',

	// Organizations, cash registers, permissions
	'Organization {0}': 'Организация {0}',
	'organization {0}': 'организация {0}',
	'Cash register {0}': 'Касса {0}',
	'cash register {0}': 'касса {0}',
	'Cash registers of organization {0}': 'Кассы организации {0}',
	'Not listed: {0}': 'Нет в списке: {0}',
	'; and {0} more': '; и ещё {0}',
	'not limited': 'без ограничения',
	'Kontur.OFD returned no INN for this organization': 'Контур.ОФД не вернул ИНН этой организации',
	'Use Get Many, which does not need the INN.': 'Возьмите операцию «Получить список»: ей ИНН не нужен.',
	'The integrator key has no access to this cash register or period':
		'Эта касса или этот период не открыты ключу интегратора',
	'Permission From of this cash register: {0}. Permission To: {1}. Choose a period between them, or ask Kontur.OFD to extend the permission.':
		'Срок доступа к этой кассе: начало — {0}, конец — {1}. Выберите период внутри этого срока или попросите Контур.ОФД продлить доступ.',
	'Cash registers skipped because the key has no permission for this period: {0}.':
		'Кассы пропущены: в этом периоде они не открыты ключу: {0}.',
	'Cash registers read only for the permitted part of this period: {0}.':
		'Кассы прочитаны только за ту часть периода, которая открыта ключу: {0}.',
	'Cash registers not checked because the permission does not cover these hours: {0}.':
		'Кассы не проверены: в эти часы они не открыты ключу: {0}.',
	'The integrator key has no access to the cash register {0}': 'Касса {0} не открыта ключу интегратора',
	'Choose the cash registers from the list again. The owner may have withdrawn their consent.':
		'Выберите кассы из списка заново. Возможно, владелец отозвал согласие.',
	'It was not found, because not all organizations could be listed':
		'Касса не найдена: не все организации удалось прочитать',
	'The integrator key has no access to the totals of this organization for this period':
		'Итоги этой организации за этот период не открыты ключу интегратора',
	'Kontur returns them only to keys with access to all cash registers of the organization, including future ones, for the whole period. Use Get Daily Totals, which works for each register that the key has access to.':
		'Контур даёт их, только если ключу на весь период открыты все кассы организации, и будущие тоже. Возьмите операцию «Получить итоги по дням»: она работает с каждой открытой кассой.',
	'Organizations skipped because the integrator key does not have access to all their cash registers for this period: {0}.':
		'Организации пропущены: на этот период ключу открыты не все их кассы: {0}.',
	'Days of these cash registers are by their own clock, because their documents do not tell the time zone: {0}.':
		'Сутки этих касс — по их собственным часам: по документам не понять часовой пояс: {0}.',

	// Receipts by QR code
	'No cash register has the fiscal drive {0}': 'Нет кассы с фискальным накопителем {0}',
	'The receipt is of another company, or the integrator key has no access to this cash register.':
		'Чек другой компании, или касса не открыта ключу интегратора.',
	'The QR code and the receipt differ in the {0}': 'QR-код и чек расходятся: {0}',
	'fiscal sign': 'фискальный признак',
	total: 'сумма',
	operation: 'признак расчёта',
	'The code does not belong to the receipt with this number: it may be forged or misread. Compare both with the paper.':
		'Код не от чека с этим номером: он подделан или неверно считан. Сверьте код и чек с бумагой.',
	'The fiscal drive {0} has no document {1} at {2}': 'В накопителе {0} нет документа {1} от {2}',
	'The cash register may not have sent it yet, or the code is forged or misread.':
		'Возможно, касса его ещё не передала, или код подделан либо неверно считан.',

	// Reading in parts
	'{0} documents': '{0} {0|документ|документа|документов}',
	'Documents from {0}': 'Документы с {0}',
	' More is too much for n8n at once.': ' Больше n8n за раз не вместит.',
	'Read to the end: {0} in {1} parts.': 'Прочитано до конца: {0}, частей — {1}.',
	'Read up to {0}: {1} in {2} of {3} parts.{4} "Continue From" {5} reads the rest.':
		'Прочитано до {0}: {1}, частей — {2} из {3}.{4} Остальное прочитает запуск с «Продолжить с» {5}.',

	// What Kontur.OFD returned
	'requested document': 'запрошенный документ',
	'{0} of at most {1} lines': '{0}, не больше {1} строк',
	'documents of at most {0} drives': 'документы не больше чем {0} накопителей',
	'Kontur.OFD returned the same documents over and over. Try again later.':
		'Контур.ОФД возвращает одни и те же документы по кругу. Повторите позже.',

	// Completeness
	'{0}; and {1} more cash registers': '{0}; и ещё {1} {1|касса|кассы|касс}',
	'{0}, drive {1}: {2}': '{0}, накопитель {1}: {2}',
	' and {0} more': ' и ещё {0}',
	'the sums may be too low': 'суммы могут быть занижены',
	'receipts may be missing': 'чеков может не хватать',
	'Document numbers missing in this period, so {0}: {1}. The cash register may not have sent them yet, or its clock was wrong when it printed them.':
		'В этом периоде пропущены номера документов, поэтому {0}: {1}. Возможно, касса их ещё не передала или её часы шли неверно.',
	'Documents that Kontur.OFD returned more than once, counted once: {0}.':
		'Документы, которые Контур.ОФД вернул несколько раз, посчитаны один раз: {0}.',
	'Documents that Kontur.OFD returned more than once, returned once: {0}.':
		'Документы, которые Контур.ОФД вернул несколько раз, отданы один раз: {0}.',
	'Receipts without an amount or an operation, not counted: {0}.':
		'Чеки без суммы или признака расчёта, не посчитаны: {0}.',
	'Documents without a number or a fiscal drive, so that nothing shows whether others are missing: {0}.':
		'Документы без номера или накопителя; есть ли пропуски, по ним не видно: {0}.',
	'{0} {0|cash register|cash registers}': '{0} {0|кассе|кассах|кассах}',
	' Without any documents in it: {0} more.': ' Ещё касс без документов: {0}.',
	'Complete: no document number is missing in {0} in this period.{1}':
		'Всё на месте: в {0} за этот период ни один номер документа не пропущен.{1}',

	// Reconciliation
	"Kontur's statistics do not have it": 'в статистике Контура этого нет',
	sales: 'приход',
	'sale returns': 'возврат прихода',
	purchases: 'расход',
	'purchase returns': 'возврат расхода',
	'{0} by {1} receipts and {2} roubles': '{0} — на {1} {1|чек|чека|чеков} и {2} руб.',
	"The receipts differ from Kontur's statistics: {0}": 'Чеки расходятся со статистикой Контура: {0}',
	'Document numbers missing: {0}': 'Пропущены номера документов: {0}',
	'Document numbers missing between shifts: {0}': 'Пропущены номера документов между сменами: {0}',
	'Documents returned more than once: {0}': 'Документов, которые пришли несколько раз: {0}',
	'Receipts without an amount or an operation, not counted: {0}':
		'Чеков без суммы или признака расчёта, не посчитаны: {0}',
	'The opening of the shift is not among the documents': 'Среди документов нет открытия смены',
	'The shift is not closed, or its closing has not arrived':
		'Смена не закрыта, или её закрытие ещё не пришло',
	'The closing report counts {0} receipts, {1} were read': 'По отчёту о закрытии чеков {0}, прочитано {1}',
	'At the closing {0} documents had not been sent': 'При закрытии смены не было передано документов: {0}',

	// The trigger
	'The state of the trigger was stored by a later version': 'Состояние триггера сохранила более новая версия',
	'Install the later version of n8n-nodes-kontur again, or replace this trigger with a new one, which will start over.':
		'Поставьте снова более новую версию n8n-nodes-kontur или замените триггер новым: он начнёт сначала.',
};
