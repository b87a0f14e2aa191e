/** Texts that several nodes share. */
export const common: Readonly<Record<string, string>> = {
	// Sign-in
	Authentication: 'Способ входа',
	'Sign-in method, which determines the credential':
		'Как узел входит в Контур. От способа зависит, какие учётные данные нужны.',
	OAuth2: 'OAuth2 (вход в браузере)',
	'Certificate to Sign With': 'Сертификат для подписи',

	// Resources and operations
	Resource: 'Ресурс',
	Operation: 'Операция',
	Document: 'Документ',
	'Document Flow': 'Документооборот',
	Letter: 'Письмо',
	'Documents Request': 'Запрос документов',
	Account: 'Учётная запись',
	'Partner User': 'Пользователь партнёра',
	Get: 'Получить',
	'Get Many': 'Получить список',
	Create: 'Создать',
	Send: 'Отправить',
	Recognize: 'Распознать',
	Link: 'Связать',
	Reply: 'Ответ',
	'Reply @operation': 'Ответить',
	'Get many document flows': 'Получить список документооборотов',
	'Retrieve document flows, newest first by default':
		'Возвращает документообороты: сначала новые, если не выбрано другое',
	'Get a document flow': 'Получить документооборот',
	'Retrieve a document flow: its status and the response of the authority':
		'Возвращает документооборот: его статус и ответ контролирующего органа',
	'Get many accounts': 'Получить список учётных записей',
	'Retrieve the accounts that this login can access': 'Возвращает учётные записи, открытые этому логину',
	'Create an account': 'Создать учётную запись',
	'Create an account for an organization. If it already has one, that account is returned.':
		'Создаёт учётную запись для организации. Если она уже есть, возвращает её.',
	'Link a partner user': 'Связать пользователя партнёра с Контуром',
	"For partners of Kontur's certification authority: link each user once, before their first sign-in by trust. Only the API key is needed.":
		'Для партнёров удостоверяющего центра Контура: свяжите каждого пользователя один раз, до его первого входа через доверенную систему. Нужен только API-ключ.',

	// Every list and every response
	'Return All': 'Вернуть всё',
	'Whether to return all results or only up to a given limit': 'Вернуть все результаты, а не только первые',
	Limit: 'Не больше',
	'Max number of results to return': 'Наибольшее число результатов',
	Simplify: 'Упростить',
	'Whether to return a simplified version of the response instead of the raw data':
		'Вернуть главное, а не всё, что прислал Контур',
	Options: 'Дополнительно',
	'Add Option': 'Добавить параметр',
	Filters: 'Фильтры',
	'Add Filter': 'Добавить фильтр',
	'Additional Fields': 'Ещё поля',
	'Add Field': 'Добавить поле',
	Output: 'Результат',
	'From List': 'Из списка',
	'Choose…': 'Выберите…',
	'By ID': 'По ID',
	'By INN': 'По ИНН',
	'INN, or INN-KPP if several have the INN': 'ИНН, а если он у нескольких — ИНН-КПП',
	'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>':
		'Выберите из списка или задайте ID <a href="https://docs.n8n.io/code/expressions/">выражением</a>',

	// What happens when a part fails
	'On Partial Failure': 'Если прочиталось не всё',
	'Return as Items': 'Вернуть ошибки элементами',
	'Return the others, and an item with the error for each that failed. With "Continue (using error output)" in the settings of the node these items go to the error output.':
		'Вернуть прочитанное и по элементу с ошибкой на каждый сбой. Если в настройках узла выбрано «Continue (using error output)», эти элементы пойдут в выход для ошибок.',
	'Show in a Note': 'Показать в примечании',
	'Return the others and name those that failed in a note above the output and in the log of n8n':
		'Вернуть прочитанное, а остальное назвать в примечании над результатом и в журнале n8n',
	Stop: 'Остановиться',
	'Return nothing and report the first failure': 'Не возвращать ничего и сообщить о первом сбое',
	'What to do when some of several cannot be read. If none can be read, that is always an error. Choose Stop where amounts are added up.':
		'Что делать, если часть не прочиталась. Если не прочиталось ничего, это всегда ошибка. Складываете суммы — выберите «Остановиться».',

	// Files
	'Input Binary Field': 'Входное поле с файлом',
	'Signature Binary Field': 'Входное поле с подписью',
	'File Name': 'Имя файла',
	'Put Output File in Field': 'Выходное поле для файла',
	'The name of the output field to put the file in': 'Имя выходного поля, в которое попадёт файл',
	'The following nodes find the file under this name': 'Под этим именем файл найдут следующие узлы',
	Text: 'Текст',
	Attachments: 'Приложения',

	// Signatures
	Signature: 'Подпись',
	'Sign with Certificate': 'Подписать сертификатом',
	'Signed inside n8n with the key of the Kontur Certificate credential':
		'Подпись ставится внутри n8n ключом из учётных данных «Контур: сертификат для подписи»',
	'Decrypt with Certificate': 'Расшифровать сертификатом',
	'Raw Signature Byte Order': 'Порядок байтов «сырой» подписи',
	'Big-Endian': 'От старшего байта (big-endian)',
	'Little-Endian': 'От младшего байта (little-endian)',
	'As in CMS and X.509': 'Как в CMS и X.509',
	'As CryptoPro CSP returns it': 'Как возвращает КриптоПро CSP',
	'Change it only if Kontur reports that a raw signature does not match':
		'Меняйте, только если Контур сообщает, что «сырая» подпись не подходит',
	'Sender Certificate': 'Сертификат отправителя',
	'The certificate (.cer) as PEM or Base64 text, not the path of a file. It contains no secrets.':
		'Сертификат (.cer) текстом PEM или Base64, а не путь к файлу. Секретов в нём нет.',
	'-----BEGIN CERTIFICATE-----': '-----BEGIN CERTIFICATE-----',

	// Sender, payer, recipient
	'The Kontur.Extern account to work in': 'Учётная запись Контур.Экстерна, в которой работает узел',
	'Sender IP Address': 'IP-адрес отправителя',
	'The public address of your network, not an internal one. To find it, open yandex.ru/internet on a computer in that network.':
		'Внешний адрес вашей сети, а не внутренний. Чтобы его узнать, откройте yandex.ru/internet на компьютере в этой сети.',
	'Public IPv4 address that documents are sent from; authorities require it':
		'Внешний адрес IPv4, с которого уходят документы; его требуют контролирующие органы',
	Recipient: 'Получатель',
	'Pension Fund (PFR)': 'Пенсионный фонд (ПФР)',
	'Social Fund (SFR)': 'Социальный фонд (СФР)',
	'Social Insurance (FSS, SEDO)': 'Соцстрах (ФСС, СЭДО)',
	'Statistics Office (Rosstat)': 'Росстат',
	'Tax Office (FNS)': 'Налоговая (ФНС)',
	'Recipient Code': 'Код получателя',
	'Tax and registration office: 4 digits. Social and pension fund, MVD: XXX-XXX. FSS: 5 digits. Rosstat: XX-XX. On the test site 0087 accepts and 0088 rejects.':
		'Налоговая и регистрирующий орган — 4 цифры. СФР, ПФР, МВД — XXX-XXX. ФСС — 5 цифр. Росстат — XX-XX. На тестовой площадке 0087 принимает, 0088 отказывает.',
	'Sender INN': 'ИНН отправителя',
	'Sender KPP': 'КПП отправителя',
	'Nine digits; leave empty for an entrepreneur': 'Девять цифр; у предпринимателя — пусто',
	'Additional Certificates': 'Ещё сертификаты',
	'Further certificates to encrypt the response for: PEM blocks, or Base64 texts separated by commas':
		'Для кого ещё зашифровать ответ: сертификаты блоками PEM или текстами Base64 через запятую',
	'By Power of Attorney': 'По доверенности',
	'Whether the sender acts for the payer by power of attorney':
		'Отправитель действует за налогоплательщика по доверенности',
	'Generate Power of Attorney Message': 'Сформировать сообщение о представительстве (СоП)',
	'Whether Kontur generates the power-of-attorney message from the data of the account':
		'Контур сам сформирует сообщение о представительстве по данным учётной записи',
	'Machine-Readable Power of Attorney ID': 'Номер МЧД',
	"Number (UUID) of the machine-readable power of attorney in the tax office's register, for a signer who acts for the organization":
		'Номер (UUID) машиночитаемой доверенности в реестре ФНС — если за организацию подписывает представитель',
	'Parent Power of Attorney ID': 'Номер родительской МЧД',
	'The machine-readable power of attorney that this one was delegated from':
		'Машиночитаемая доверенность, по которой выдана эта, в порядке передоверия',
	'Payer FSS Registration Number': 'Регномер налогоплательщика в ФСС',
	'Registration number with the Social Insurance Fund, 10 digits': 'Регистрационный номер в ФСС, 10 цифр',
	'Payer INN': 'ИНН налогоплательщика',
	'The taxpayer that the documents are about, if it is not the sender':
		'За кого документы, если не за отправителя',
	'Payer KPP': 'КПП налогоплательщика',
	'Payer OGRN': 'ОГРН налогоплательщика',
	'State registration number: 13 digits for a company, 15 for an entrepreneur':
		'ОГРН компании — 13 цифр, ОГРНИП предпринимателя — 15',
	'Payer OKPO': 'ОКПО налогоплательщика',
	'For Rosstat: 8, 10 or 14 digits': 'Для Росстата: 8, 10 или 14 цифр',
	'Payer PFR Registration Number': 'Регномер налогоплательщика в ПФР',
	'Payer SFR Registration Number': 'Регномер налогоплательщика в СФР',
	'Payer SNILS': 'СНИЛС налогоплательщика',
	'Insurance number of an individual': 'Страховой номер физического лица',
	'Pension Fund Letter Category': 'Категория письма в ПФР',
	'Category of a letter to the pension fund': 'Категория письма в Пенсионный фонд',
	'Related Document Flow ID': 'ID связанного документооборота',
	'The document flow to respond to, such as that of a demand, report or letter':
		'Документооборот требования, отчёта или письма, на который отвечаете',
	'Related Document ID': 'ID связанного документа',
	'The document in it to respond to. Not needed for letters to Rosstat.':
		'Документ в нём, на который отвечаете. Для писем в Росстат не нужен.',
	Subject: 'Тема',
	'Subject of a letter': 'Тема письма',
	'Subject of the letter': 'Тема письма',
	'Transit Inspectorate Code (MRI)': 'Код транзитной инспекции (МРИ)',
	'Region Code': 'Код региона',
	'Demand Item Number': 'Пункт требования',

	// Sending
	'Convert to Windows-1251': 'Перекодировать в windows-1251',
	'Wait at Most (Seconds)': 'Ждать не дольше (секунд)',
	'Send Despite Fund Warnings': 'Отправить, несмотря на замечания фонда',
	"Whether to send a report to the social fund even if the fund's own check found problems":
		'Отправить отчёт в СФР, даже если проверка самого фонда нашла ошибки',

	// Document flows and their filters
	'A document flow (docflow) of the account: documents sent or received, with the responses':
		'Документооборот (docflow) учётной записи: что отправлено или получено, вместе с ответами',
	'Authority Code': 'Код органа',
	'Tax office: XXXX. Pension and social fund: XXX-XXX. FSS: XXXXX. Rosstat: XX-XX.':
		'Налоговая — XXXX. ПФР и СФР — XXX-XXX. ФСС — XXXXX. Росстат — XX-XX.',
	'Created After': 'Создан не раньше',
	"Only document flows that were sent or received at this time or later. Times without a time zone use the workflow's time zone.":
		'Только документообороты, отправленные или полученные в это время и позже. Время без часового пояса — по поясу процесса.',
	'Created Before': 'Создан не позже',
	"Only document flows that were sent or received at this time or earlier. Times without a time zone use the workflow's time zone.":
		'Только документообороты, отправленные или полученные в это время и раньше. Время без часового пояса — по поясу процесса.',
	'Demand Number': 'Номер требования',
	'Number of a demand from the tax office. Finds recognized demands only.':
		'Номер требования налоговой. Находятся только распознанные требования.',
	'Demands About Reports Only': 'Только требования по отчётам',
	'Whether to list only demands that refer to a tax report. The type must be fns534-demand.':
		'Показать только требования, которые относятся к отчёту в налоговую. Тип должен быть fns534-demand.',
	Direction: 'Направление',
	'Incoming document flows come from an authority, outgoing ones go to it':
		'Входящие приходят от органа, исходящие идут к нему',
	Incoming: 'Входящие',
	Outgoing: 'Исходящие',
	'Document Type': 'Тип документа',
	'Document Types': 'Типы документов',
	'Document Flow Type Names or IDs': 'Типы документооборотов: из списка',
	'Enter unlisted types in Document Flow Types': 'Чего нет в списке, введите в поле «Типы документооборотов»',
	'Document Flow Types': 'Типы документооборотов',
	'Document flow types, separated by commas. Kontur lists some types only when they are named here.':
		'Типы документооборотов через запятую. Некоторые типы Контур показывает, только если назвать их здесь.',
	'For All Users': 'За всех пользователей',
	'Whether to include data of all users of the account. For administrators only.':
		'Показать данные всех пользователей учётной записи. Только для администраторов.',
	'Form Name': 'Название формы',
	'Name of the report form, as in the form-shortname of a document flow':
		'Название формы отчёта, как в поле form-shortname документооборота',
	INN: 'ИНН',
	'Taxpayer number: 10 digits for a company, 12 for an individual': 'ИНН: у компании 10 цифр, у человека 12',
	KPP: 'КПП',
	'INN and KPP': 'ИНН и КПП',
	'INN-KPP of a company or INN of an entrepreneur': 'ИНН-КПП компании или ИНН предпринимателя',
	KND: 'КНД',
	'Code of a tax form, 7 digits': 'Код налоговой формы, 7 цифр',
	OKPO: 'ОКПО',
	'Organization code from the statistics office, 8 or 10 digits': 'Код организации в Росстате, 8 или 10 цифр',
	OKUD: 'ОКУД',
	'Code of a statistics form, 7 digits': 'Код формы Росстата, 7 цифр',
	Order: 'Порядок',
	'Sorts by creation time; with Updated After or Updated Before, by the time of the last change':
		'По времени создания; если задано «Изменён не раньше» или «Изменён не позже» — по времени изменения',
	'Newest First': 'Сначала новые',
	'Oldest First': 'Сначала старые',
	'Organization ID': 'ID организации',
	'Only document flows of this organization, from Organization: Get Many':
		'Только документообороты этой организации. ID берут из «Организация: Получить список».',
	'Organization Name': 'Название организации',
	'Pension Fund Letter Categories': 'Категории писем ПФР',
	Administrative: 'Административное',
	News: 'Новости',
	'Pension Application': 'Заявление о назначении пенсии',
	'Pension File Draft': 'Макет пенсионного дела',
	Retroconversion: 'Ретроконверсия',
	'Applies only to letters from and to the pension fund': 'Только для писем из ПФР и в ПФР',
	'Pension Fund Registration Number': 'Регномер в ПФР',
	'Period From': 'Отчётный период с',
	'First day of the reporting period; set Period To as well. A calendar date, sent as entered.':
		'Первый день отчётного периода; задайте и «Отчётный период по». Дата передаётся так, как введена.',
	'Period To': 'Отчётный период по',
	'Last day of the reporting period; set Period From as well. A calendar date, sent as entered.':
		'Последний день отчётного периода; задайте и «Отчётный период с». Дата передаётся так, как введена.',
	State: 'Состояние',
	'A document flow is finished when no further exchange is expected':
		'Документооборот завершён, когда обмена больше не будет',
	Finished: 'Завершён',
	Unfinished: 'Не завершён',
	'Success States': 'Исход',
	Failed: 'Ошибка или отказ',
	Neutral: 'Ещё не определён',
	Successful: 'Успешно',
	Warning: 'Есть претензии',
	"The authority's decision. Types without a success state are always listed.":
		'Что решил орган. Документообороты, у которых исхода не бывает, показаны всегда.',
	'Updated After': 'Изменён не раньше',
	"Only document flows that changed at this time or later. Times without a time zone use the workflow's time zone.":
		'Только документообороты, изменённые в это время и позже. Время без часового пояса — по поясу процесса.',
	'Updated Before': 'Изменён не позже',
	"Only document flows that last changed at this time or earlier. Times without a time zone use the workflow's time zone.":
		'Только документообороты, изменённые последний раз в это время и раньше. Время без часового пояса — по поясу процесса.',

	// Users of a partner
	'Partner User ID': 'ID пользователя у партнёра',
	'ID of the user in your system': 'ID пользователя в вашей системе',
	Phone: 'Телефон',
	"The user's phone number in Kontur, 10 digits without the country code":
		'Телефон пользователя в Контуре: 10 цифр, без +7',
};
