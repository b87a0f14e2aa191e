/** Russian texts of the Kontur.Extern Advanced panel without its drafts and replies, and of what it shares with Kontur.OFD and Kontur Signature alone. */
export const externAdvanced: Readonly<Record<string, string>> = {
	// Resources
	Certificate: 'Сертификат',
	Content: 'Контент',
	'Document Flow Document': 'Документ документооборота',
	'Document Flow Signature': 'Подпись документооборота',
	Draft: 'Черновик',
	'Draft Document': 'Документ черновика',
	'Draft Signature': 'Подпись черновика',
	'Draft Task': 'Задача черновика',
	'Drafts Builder': 'Конструктор черновиков',
	'Drafts Builder Document': 'Документ конструктора',
	'Drafts Builder File': 'Файл конструктора',
	Employee: 'Сотрудник',
	'Event Publisher': 'Источник событий',
	Inventory: 'Опись',
	'Inventory Document': 'Документ описи',
	Organization: 'Организация',
	'Pension Fund Reply': 'Ответ в ПФР',
	'Power of Attorney': 'Доверенность',
	'Reference Data': 'Справочники',
	'Reports Table': 'Таблица отчётности',
	User: 'Пользователь',
	'Kontur.Extern Advanced': 'Контур.Экстерн: весь API',
	'Call every method of the Kontur.Extern API: drafts, documents, replies, organizations and the rest':
		'Все методы API Контур.Экстерна: черновики, документы, ответы, организации и остальное',

	// Document flows
	'Check Demand': 'Проверить требование',
	'Check a demand': 'Проверить требование',
	'Check a demand from the tax office for faults before accepting or declining it. The output names the appropriate reply and the decline codes.':
		'Проверяет требование налоговой на ошибки, прежде чем принять его или отказать. На выходе — подходящий ответ и коды отказа.',
	'Get Demand Assignees': 'Получить ответственных',
	'Get demand assignees': 'Получить ответственных за требования',
	'Retrieve the users of the account who can be assigned to a demand':
		'Возвращает пользователей учётной записи, которых можно назначить ответственными за требование',
	'Get Related': 'Получить связанные',
	'Get document flows related to a document': 'Получить документообороты, связанные с документом',
	'Retrieve the replies and letters related to a document, such as a demand':
		'Возвращает ответы и письма, связанные с документом, например с требованием',
	Update: 'Изменить',
	'Update a document flow': 'Изменить документооборот',
	'Comment on a document flow, or reclassify a letter from the tax office as a demand':
		'Добавляет к документообороту комментарий или превращает письмо налоговой в требование',
	'Related Document Flow': 'Связанный документооборот',
	'The incoming document flow, such as the demand that an inventory answers':
		'Входящий документооборот, например требование, на которое отвечает опись',
	'Related Document': 'Связанный документ',
	'A document in that document flow, such as the file of the demand':
		'Документ этого документооборота, например файл требования',
	'Demand Content ID': 'ID контента требования',
	'The decrypted main file (fns534-demand), uploaded with Content: Upload. Leave empty if the document already has it.':
		'Расшифрованный основной файл (fns534-demand), загруженный операцией «Контент: Загрузить». Не заполняйте, если он уже есть у документа.',
	'Add Attachment': 'Добавить приложение',
	'Decrypted attachments that Kontur does not have yet':
		'Расшифрованные приложения, которых в Контуре ещё нет',
	Attachment: 'Приложение',
	'ID of the attachment in the document flow': 'ID приложения в документообороте',
	'Content ID': 'ID контента',
	'ID of its decrypted file, uploaded with Content: Upload':
		'ID расшифрованного файла, загруженного операцией «Контент: Загрузить»',
	'Update Fields': 'Что изменить',
	Comment: 'Комментарий',
	'Not for demands: comment on their document instead': 'Не для требований: у них комментируют сам документ',
	'Comment Color': 'Цвет комментария',
	Blue: 'Синий',
	Gray: 'Серый',
	Green: 'Зелёный',
	'None @commentColor': 'Без цвета',
	'None @certificateFrom': 'Без сертификата',
	'None @paperDocumentsDeliveryType': 'Не нужны',
	'None @signature': 'Без подписи',
	'None @source': 'Без файла',
	'Shown in blue in Kontur': 'В Контуре показан синим',
	Red: 'Красный',
	Violet: 'Фиолетовый',
	Yellow: 'Жёлтый',
	'Color of the comment; set Comment too': 'Цвет комментария. Заполните и сам комментарий.',
	'Demand KND': 'КНД требования',
	'Form code of a demand, 7 digits. Reclassifies a letter from the tax office (fns534-cu-letter) as a demand.':
		'Код формы требования, 7 цифр. Превращает письмо налоговой (fns534-cu-letter) в требование.',

	// Requests for documents
	'Create a request for documents from the social fund': 'Создать запрос документов СФР',
	'Generate the request for the documents of an incoming message from the social fund (SEDO). The documents arrive after you sign and send it.':
		'Создаёт запрос документов входящего сообщения СФР (СЭДО). Документы придут, когда вы подпишете и отправите запрос.',
	'Get a request for documents from the social fund': 'Получить запрос документов СФР',
	'Retrieve a request: its content, data to sign and signature':
		'Возвращает запрос: его содержимое, данные для подписи и подпись',
	'Send a request for documents from the social fund': 'Отправить запрос документов СФР',
	'Send a signed request to the social fund. This cannot be undone. Safe to run again: it returns the document flow and never sends twice.':
		'Отправляет подписанный запрос в СФР. Отменить нельзя. Запускать снова безопасно: узел вернёт документооборот и второй раз ничего не отправит.',
	'Sign a request for documents from the social fund': 'Подписать запрос документов СФР',
	'Attach a raw signature to a request: sign with your certificate, or use a signature made elsewhere':
		'Добавляет к запросу «сырую» подпись: вашим сертификатом или готовую',
	"Where the signer's certificate comes from. The private key is not needed.":
		'Откуда взять сертификат подписанта. Закрытый ключ не нужен.',
	'Kontur Certificate Credential': 'Учётные данные с сертификатом',
	'The certificate that documents are signed with inside n8n':
		'Сертификат, которым документы подписывают в n8n',
	'Documents Request ID': 'ID запроса документов',
	'ID of the request, from Documents Request: Create': 'ID запроса из операции «Запрос документов: Создать»',

	// Signatures
	'Whether to sign with your certificate or to use a signature made elsewhere':
		'Подписать вашим сертификатом или взять готовую подпись',
	'A signature file of the input item': 'Файл подписи из входного элемента',
	'A signature as Base64 or PEM text': 'Подпись текстом Base64 или PEM',
	'Signature Text': 'Текст подписи',
	Automatic: 'Автоматически',
	'Raw where Kontur provides data to sign, detached CMS otherwise':
		'«Сырая», если Контур дал данные для подписи, иначе отсоединённая CMS',
	'Detached CMS': 'Отсоединённая CMS',
	Raw: '«Сырая»',
	'The signature value alone, over the data to sign': 'Только значение подписи, над данными для подписи',
	'Applies to Sign with Certificate': 'Действует, если узел подписывает сам, вашим сертификатом',
	Sign: 'Подписать',
	'Certificate Source': 'Откуда сертификат',
	'Certificate Thumbprint': 'Отпечаток сертификата',
	'Binary File': 'Файл',
	'The name of the input field containing the signature file': 'Имя входного поля с файлом подписи',
	'Signature Type': 'Вид подписи',
	'The name of the input field containing the file': 'Имя входного поля с файлом',
	'The file comes from the previous node, for example Read/Write Files From Disk':
		'Файл приходит от предыдущего узла, например Read/Write Files from Disk',
	'Document Source': 'Откуда документ',
	File: 'Файл',
	'Unpack Archive': 'Распаковать архив',
	'Document ID': 'ID документа',
	Labels: 'Метки',
	Period: 'Период',
	'Period @periodNumber': 'Номер периода',
	Custom: 'Другой',

	// Accounts
	Delete: 'Удалить',
	'Delete an account': 'Удалить учётную запись',
	'Delete an account permanently. This cannot be undone. Partners may delete accounts that they created.':
		'Удаляет учётную запись навсегда. Отменить нельзя. Партнёр может удалить учётные записи, которые создал сам.',
	'Get an account': 'Получить учётную запись',
	"Retrieve an account with its organization and this login's rights":
		'Возвращает учётную запись: организацию и права этого логина',
	'Share Events': 'Поделиться событиями',
	'Share the events of an account': 'Поделиться событиями учётной записи',
	'Share the events of an account with the event feed of a service. Only the account administrator can do this; a new filter replaces the previous one.':
		'Открывает события учётной записи ленте событий сервиса. Это может только администратор учётной записи. Новый фильтр заменяет прежний.',
	Subscriber: 'Подписчик',
	'Client ID of the service that reads the event feed': 'Client ID сервиса, который читает ленту событий',
	'Without filters, all events of all organizations are shared':
		'Без фильтров открыты все события всех организаций',
	'Document flow types, separated by commas': 'Типы документооборотов через запятую',
	'Tax form codes, separated by commas': 'КНД через запятую',
	'Statistics form codes, separated by commas': 'ОКУД через запятую',

	// Organizations
	'Authorize in Gosuslugi': 'Авторизовать на Госуслугах',
	'Authorize an organization in gosuslugi': 'Авторизовать организацию на Госуслугах',
	"Submit an employee's signed key for the Gosuslugi state portal to Kontur. Required before notifications to the Interior Ministry (MVD); valid for 18 hours.":
		'Передаёт Контуру подписанный API-ключ сотрудника для Госуслуг. Нужно перед уведомлениями в МВД, действует 18 часов.',
	'Create an organization': 'Создать организацию',
	'Add an organization to an account. The tariff limits their number.':
		'Добавляет организацию в учётную запись. Их число ограничено тарифом.',
	'Delete an organization': 'Удалить организацию',
	'Remove an organization from an account. This cannot be undone. Kontur allows this one year after registration, or earlier if nothing was sent in this reporting period or the organization is liquidated.':
		'Удаляет организацию из учётной записи. Отменить нельзя. Контур позволяет это через год после регистрации, а раньше — если в этом отчётном периоде ничего не отправляли или организация ликвидирована.',
	'Get an organization': 'Получить организацию',
	'Retrieve an organization of an account': 'Возвращает организацию учётной записи',
	'Get many organizations': 'Получить список организаций',
	'Retrieve the organizations of an account': 'Возвращает организации учётной записи',
	'Search Subscriptions': 'Найти подписки',
	'Search the subscriptions of an organization': 'Найти подписки организации',
	'Find the registration numbers for which an organization receives messages from the social fund (SEDO)':
		'Находит регистрационные номера, по которым организация получает сообщения СФР (СЭДО)',
	'Update an organization': 'Изменить организацию',
	'Rename an organization. Kontur allows no other changes.':
		'Переименовывает организацию. Других изменений Контур не допускает.',
	'Update Signer': 'Назначить подписанта',
	'Update the signer of an organization': 'Назначить подписанта организации',
	'Set the signer of an organization and their certificate for one authority':
		'Назначает подписанта организации и его сертификат для одного контролирующего органа',
	'An organization of the account': 'Организация учётной записи',
	'Gosuslugi Key': 'Ключ Госуслуг',
	"The employee's API key for the portal, 32 characters": 'API-ключ сотрудника из Госуслуг, 32 знака',
	'A detached signature (.p7s) of a text file (UTF-8 without BOM) that contains only the key':
		'Отсоединённая подпись (.p7s) текстового файла (UTF-8 без BOM), в котором только этот ключ',
	'The same signature as Base64 or PEM text': 'Та же подпись текстом Base64 или PEM',
	"The certificate must contain the organization's INN": 'В сертификате должен быть ИНН организации',
	'Registration Number': 'Регистрационный номер',
	'Only this registration number with the fund. Leave empty for all.':
		'Только этот регистрационный номер в фонде. Пустое поле — все номера.',
	'Signer Source': 'Откуда подписант',
	'How to describe the signer': 'Как описать подписанта',
	'Fields Below': 'Поля ниже',
	'Code of the tax office, fund or other authority':
		'Код налоговой, фонда или другого контролирующего органа',
	'Signer Type': 'Тип подписанта',
	'Who signs for the organization': 'Кто подписывает за организацию',
	'Head of the Organization': 'Руководитель организации',
	'Head of the Organization @chiefName': 'ФИО руководителя',
	Representative: 'Представитель',
	"SHA-1 thumbprint of the signer's certificate, 40 hexadecimal digits, from Certificate: Get Many. Leave empty to keep it unset.":
		'Отпечаток SHA-1 сертификата подписанта, 40 шестнадцатеричных цифр, из операции «Сертификат: Получить список». Пустое поле — сертификат не задан.',
	Signer: 'Подписант',
	"The request as JSON, as described in Kontur's reference (update-signer): the authority, the certificate and the type of the signer. It is sent unchanged.":
		'Запрос в JSON, как в справке Контура (update-signer): контролирующий орган, сертификат и тип подписанта. Уходит без изменений.',

	// Users, employees, certificates, powers of attorney
	'Get many users': 'Получить список пользователей',
	'Retrieve the users of an account with their rights. For administrators only.':
		'Возвращает пользователей учётной записи с их правами. Только для администраторов.',
	'Get many employees': 'Получить список сотрудников',
	"Retrieve the employees of an account's organization": 'Возвращает сотрудников организации учётной записи',
	'Get many certificates': 'Получить список сертификатов',
	'Retrieve the certificates that Kontur has for an account, without private keys':
		'Возвращает сертификаты учётной записи, которые есть у Контура, без закрытых ключей',
	'Get many powers of attorney': 'Получить список доверенностей',
	'Retrieve the powers of attorney of the organizations of an account':
		'Возвращает доверенности организаций учётной записи',

	// Reference data
	'Get Authorities': 'Получить контролирующие органы',
	'Get many authorities': 'Получить список контролирующих органов',
	'Retrieve the offices of authorities that accept documents, with their codes':
		'Возвращает контролирующие органы, которые принимают документы, с их кодами',
	'Get Authority': 'Получить контролирующий орган',
	'Get an authority': 'Получить контролирующий орган',
	"Retrieve an authority's office with its encryption certificates":
		'Возвращает контролирующий орган с его сертификатами шифрования',
	'Get Code List': 'Получить справочник',
	'Get a code list': 'Получить справочник',
	'Retrieve the codes and names of a list, such as citizenships or professions':
		'Возвращает коды и названия из справочника, например гражданства или профессии',
	'Get Tax Forms': 'Получить формы ФНС',
	'Get many tax forms': 'Получить список форм ФНС',
	'Retrieve the tax forms (KND) with their format versions and periods':
		'Возвращает формы ФНС (КНД) с версиями форматов и периодами',
	'Form (KND)': 'Форма (КНД)',
	'A tax form. Leave empty for all forms.': 'Форма ФНС. Пустое поле — все формы.',
	Authority: 'Контролирующий орган',
	'An office of an authority that accepts documents': 'Контролирующий орган, который принимает документы',
	'Authority Type': 'Вид контролирующего органа',
	Any: 'Любой',
	'Interior Ministry (MVD)': 'МВД',
	'Some Interior Ministry codes are also used by the funds': 'Некоторые коды МВД есть и у фондов',
	'Include Inactive': 'Показывать недействующие',
	'Whether to include offices that no longer accept documents':
		'Показывать и те органы, которые больше не принимают документы',
	Region: 'Регион',
	'Region code, two digits': 'Код региона, две цифры',
	Type: 'Вид',
	'Only offices of this authority': 'Только органы этого ведомства',
	'Social Insurance (FSS)': 'Социальное страхование (ФСС)',
	'Tariff Service (FST)': 'Служба по тарифам (ФСТ)',
	'Technical Supervision (RTN)': 'Ростехнадзор (РТН)',
	'Code List': 'Справочник',
	'The list to retrieve. Lists of the Interior Ministry (MVD) are for its notifications.':
		'Какой справочник получить. Справочники МВД нужны для уведомлений в МВД.',

	// Reports table
	'Get Document Flows': 'Получить документообороты',
	'Get the document flows of a report': 'Получить документообороты отчёта',
	'Retrieve the document flows of a report in the reports table. The list is empty if the report was not sent.':
		'Возвращает документообороты отчёта из таблицы отчётности. Если отчёт не отправлен, список пуст.',
	'Get Forms': 'Получить формы',
	'Get the report forms of an organization': 'Получить формы отчётности организации',
	'Retrieve the forms that an organization files': 'Возвращает формы, которые сдаёт организация',
	Search: 'Найти отчёты',
	'Search the reports tables': 'Найти отчёты организаций',
	'Find the reports that organizations have to send, with deadlines and whether they were sent and accepted; one item per organization':
		'Находит отчёты, которые должны сдать организации, со сроками и отметками, отправлен ли отчёт и принят ли. Один элемент на организацию.',
	'Search Payments': 'Найти платежи',
	'Search the payments of organizations': 'Найти платежи организаций',
	'Find the taxes and contributions that organizations have to pay, with deadlines':
		'Находит налоги и взносы, которые должны заплатить организации, со сроками',
	'Include Hidden Forms': 'Показывать скрытые формы',
	'Whether to include forms that were hidden in the web interface':
		'Показывать и формы, скрытые в веб-интерфейсе',
	Form: 'Форма',
	'A report form of the organization': 'Форма отчётности организации',
	Deadline: 'Срок сдачи',
	'Deadline of the report, from Reports Table: Search. A calendar date, sent as entered.':
		'Срок сдачи отчёта из операции «Таблица отчётности: Найти отчёты». Дата передаётся так, как введена.',
	Year: 'Год',
	'Year of the reporting period': 'Год отчётного периода',
	'Number of the month, quarter or half-year within the year': 'Номер месяца, квартала или полугодия в году',
	'Organization IDs': 'ID организаций',
	'IDs of organizations of the account, from Organization: Get Many, separated by commas':
		'ID организаций учётной записи через запятую, из операции «Организация: Получить список»',
	'Deadline After': 'Срок не раньше',
	'Deadline Before': 'Срок не позже',
	'Only payments due on this date or later. A calendar date, sent as entered.':
		'Только платежи со сроком в этот день или позже. Дата передаётся так, как введена.',
	'Only payments due on this date or earlier. A calendar date, sent as entered.':
		'Только платежи со сроком в этот день или раньше. Дата передаётся так, как введена.',
	'Only reports due on this date or later. Defaults to three months before the other date or today. A calendar date, sent as entered.':
		'Только отчёты со сроком в этот день или позже. По умолчанию — за три месяца до второй даты или до сегодняшнего дня. Дата передаётся так, как введена.',
	'Only reports due on this date or earlier. Defaults to three months after the other date or today. A calendar date, sent as entered.':
		'Только отчёты со сроком в этот день или раньше. По умолчанию — через три месяца после второй даты или сегодняшнего дня. Дата передаётся так, как введена.',

	// Contents
	Download: 'Скачать',
	'Download a file': 'Скачать файл',
	'Download a file by its content ID: an uploaded file, a print form or a document in a document flow':
		'Скачивает файл по ID контента: загруженный файл, печатную форму или документ документооборота',
	Upload: 'Загрузить',
	'Upload a file': 'Загрузить файл',
	'Upload a file to the account and get a content ID to use in drafts. Kontur keeps the file for 90 days.':
		'Загружает файл в учётную запись и возвращает ID контента для черновиков. Контур хранит файл 90 дней.',
	'ID of the file, from the output of Content: Upload or of an operation that lists documents':
		'ID файла с выхода операции «Контент: Загрузить» или операции, которая возвращает документы',
	'Name of the output file. Defaults to the content ID.': 'Имя файла на выходе. По умолчанию — ID контента.',
	'Content Type': 'Тип файла (MIME)',
	'Content type to store. Defaults to the type of the file.':
		'Какой тип сохранить. По умолчанию — тип самого файла.',

	// Documents of a document flow
	'Confirm Cloud Decryption': 'Подтвердить расшифровку в облаке',
	'Confirm cloud decryption of a document in a document flow':
		'Подтвердить расшифровку документа документооборота в облаке',
	'Submit the code from the SMS; Kontur then decrypts the document':
		'Передаёт код из СМС, после чего Контур расшифровывает документ',
	'Decrypt in Cloud': 'Расшифровать в облаке',
	'Decrypt a document in a document flow in the cloud': 'Расшифровать документ документооборота в облаке',
	"Decrypt a document with a certificate stored in Kontur's cloud. Its owner confirms by SMS or in the myDSS app. Submit an SMS code with Confirm Cloud Decryption; check an app confirmation with Get Task.":
		'Расшифровывает документ сертификатом из облака Контура. Владелец подтверждает по СМС или в приложении myDSS. Код из СМС передайте операцией «Подтвердить расшифровку в облаке», подтверждение в приложении проверьте операцией «Получить задачу».',
	'Download a document in a document flow': 'Скачать документ документооборота',
	'Download the file of a document, decrypted if Kontur has the decrypted file':
		'Скачивает файл документа: расшифрованный, если он есть у Контура',
	'Get a document in a document flow': 'Получить документ документооборота',
	'Retrieve a document: its type, files, signatures and the replies that it requires':
		'Возвращает документ: тип, файлы, подписи и ответы, которых он требует',
	'Get Description': 'Получить описание',
	'Get the description of a document in a document flow': 'Получить описание документа документооборота',
	'Retrieve the type, file name, size and details (requisites) of a document, without files and signatures':
		'Возвращает тип, имя файла, размер и реквизиты документа, без файлов и подписей',
	'Get many documents in a document flow': 'Получить список документов документооборота',
	'Retrieve the documents in a document flow, both sent and received':
		'Возвращает документы документооборота, отправленные и полученные',
	'Get a task of a document in a document flow': 'Получить задачу документа документооборота',
	'Retrieve the status and result of printing or cloud decryption. Download the resulting file with Content: Download.':
		'Возвращает статус и результат печати или расшифровки в облаке. Готовый файл скачивает операция «Контент: Скачать».',
	'Print a document in a document flow': 'Получить печатную форму документа документооборота',
	'Generate the print form of a document as PDF, with signature stamps':
		'Создаёт печатную форму документа в PDF с отметками о подписях',
	'Recognize a demand': 'Распознать требование',
	'Recognize the number, date, form and deadlines in the PDF of a demand and save them to the document. Works only if the description of the document contains support-recognition.':
		'Распознаёт в PDF требования номер, дату, форму и сроки и сохраняет их в документе. Работает, только если в описании документа есть support-recognition.',
	'Update a document in a document flow': 'Изменить документ документооборота',
	"Change the notes on a demand's file: comment, labels, assignee and status":
		'Меняет пометки на файле требования: комментарий, метки, ответственного и состояние',
	'Upload Decrypted File': 'Загрузить расшифрованный файл',
	'Upload the decrypted file of a document in a document flow':
		'Загрузить расшифрованный файл документа документооборота',
	'Upload the decrypted file of an encrypted document, so that Kontur can print, recognize and show it':
		'Загружает расшифрованный файл зашифрованного документа, чтобы Контур мог напечатать, распознать и показать его',
	'A document in the document flow, sent or received':
		'Документ документооборота, отправленный или полученный',
	'Whether Kontur unpacks the file if it is compressed': 'Контур распакует файл, если он сжат',
	'Decrypted File Source': 'Откуда расшифрованный файл',
	'Where the decrypted file comes from': 'Откуда взять расшифрованный файл',
	'The decrypted file, from the input item. It is uploaded first.':
		'Расшифрованный файл из входного элемента. Узел сначала загрузит его.',
	'A decrypted file uploaded with Content: Upload':
		'Расшифрованный файл, загруженный операцией «Контент: Загрузить»',
	'The encrypted file is decrypted inside n8n with the key of the Kontur Certificate credential, then uploaded':
		'Узел расшифрует файл в n8n ключом из учётных данных «Контур: сертификат для подписи» и загрузит его',
	'Stored in Kontur': 'Уже в Контуре',
	'For documents that are not encrypted, or whose decrypted file was uploaded before':
		'Для незашифрованных документов и для тех, чей расшифрованный файл уже загружен',
	'Kontur prints and recognizes decrypted files only':
		'Контур печатает и распознаёт только расшифрованные файлы',
	'The name of the input field containing the decrypted file': 'Имя входного поля с расшифрованным файлом',
	'ID of the decrypted file, from the output of Content: Upload':
		'ID расшифрованного файла, с выхода операции «Контент: Загрузить»',
	'Whether to decrypt an encrypted file inside n8n with the key of the Kontur Certificate credential. An expired certificate works too.':
		'Расшифровать файл в n8n ключом из учётных данных «Контур: сертификат для подписи». Подойдёт и просроченный сертификат.',
	'Whether to unpack a file that was compressed for transfer. Encrypted files stay as they are.':
		'Распаковать файл, сжатый для передачи. Зашифрованные файлы остаются как есть.',
	'Assignee ID': 'ID ответственного',
	'The person responsible, from Document Flow: Get Demand Assignees. Kontur notifies them by email.':
		'Ответственный, из операции «Документооборот: Получить ответственных». Контур известит его по почте.',
	'Shown next to the demand in Kontur': 'Виден в Контуре рядом с требованием',
	'Demand Date': 'Дата требования',
	'Date on the demand. A calendar date, sent as entered.': 'Дата на требовании. Передаётся так, как введена.',
	'The number on the demand': 'Номер на требовании',
	'Demand Status': 'Состояние требования',
	'Whether the demand is still being processed': 'Работа над требованием идёт или закончена',
	Done: 'Выполнено',
	'In Progress': 'В работе',
	'urgent, chief accountant': 'срочно, главный бухгалтер',
	'The new labels of the document, separated by commas. Leave empty to remove all.':
		'Новые метки документа через запятую. Пустое поле снимет все метки.',

	// Signatures of a document flow
	'Download a signature of a document in a document flow': 'Скачать подпись документа документооборота',
	'Get a signature of a document in a document flow': 'Получить подпись документа документооборота',
	'Retrieve the owner and type of a signature': 'Возвращает владельца и вид подписи',
	'Get many signatures of a document in a document flow':
		'Получить список подписей документа документооборота',
	'Retrieve the signatures of a document with their owners and types':
		'Возвращает подписи документа с владельцами и видами',

	// Event publishers
	'Delete an event publisher': 'Отписаться от источника событий',
	'Stop receiving the events of a publisher. This cannot be undone: the administrator of its account has to share them again.':
		'Отписывает от событий источника. Отменить нельзя: открыть их снова должен администратор его учётной записи.',
	'Get many event publishers': 'Получить список источников событий',
	'Retrieve the publishers that share events with you. Kontur grants access on request.':
		'Возвращает источники, которые делятся с вами событиями. Доступ Контур даёт по запросу.',
	Publisher: 'Источник',
	'The publisher that shares its events with you': 'Источник, который делится с вами событиями',
};
