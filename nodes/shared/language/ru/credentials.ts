/** Texts of the credentials. */
export const credentials: Readonly<Record<string, string>> = {
	'Kontur.Extern API': 'Контур.Экстерн API',
	'Kontur.Extern OAuth2 API': 'Контур.Экстерн OAuth2 API',
	'Kontur.OFD API': 'Контур.ОФД API',
	'Kontur Certificate API': 'Контур: сертификат для подписи',

	// Help pages
	'https://github.com/n8n-nodes-kontur/n8n-nodes-kontur/blob/main/docs/keys.md#extern':
		'https://github.com/n8n-nodes-kontur/n8n-nodes-kontur/blob/main/docs/ru/keys.md#extern',
	'https://github.com/n8n-nodes-kontur/n8n-nodes-kontur/blob/main/docs/keys.md#oauth2':
		'https://github.com/n8n-nodes-kontur/n8n-nodes-kontur/blob/main/docs/ru/keys.md#oauth2',
	'https://github.com/n8n-nodes-kontur/n8n-nodes-kontur/blob/main/docs/keys.md#ofd':
		'https://github.com/n8n-nodes-kontur/n8n-nodes-kontur/blob/main/docs/ru/keys.md#ofd',
	'https://github.com/n8n-nodes-kontur/n8n-nodes-kontur/blob/main/docs/keys.md#certificate':
		'https://github.com/n8n-nodes-kontur/n8n-nodes-kontur/blob/main/docs/ru/keys.md#certificate',

	// Environment
	Environment: 'Площадка',
	'Custom @environment': 'Свои адреса',
	'Your own addresses, for a proxy or the local emulator': 'Для прокси или эмулятора на вашей машине',
	Production: 'Рабочая',
	Test: 'Тестовая',
	'Real reports to real authorities': 'Настоящие отчёты в настоящие органы',
	"Kontur's test environment, with robots in place of the authorities":
		'Тестовая площадка Контура, вместо органов отвечают роботы',
	'Environment of Kontur.Extern. Logins and keys of one do not work in another.':
		'Площадка Контур.Экстерна. Логины и ключи одной на другой не подходят.',
	'Real cash registers': 'Настоящие кассы',
	'Demo organizations with demo cash registers': 'Демонстрационные организации с демонстрационными кассами',
	'Environment of Kontur.OFD. An integrator key works in only one of them.':
		'Площадка Контур.ОФД. Ключ интегратора подходит только к одной.',
	'API URL': 'Адрес API',
	'Address of the API, without /v1': 'Адрес API, без /v1',
	'Address of the API, without /v2': 'Адрес API, без /v2',
	'Identity URL': 'Адрес сервера входа',
	'Address of the identity server that issues access tokens. Leave empty to use the API URL.':
		'Адрес сервера, который выдаёт токены доступа (identity). Пустое поле — адрес API.',
	'Auth URL': 'Адрес аутентификатора',
	'Address of the authenticator that issues auth.sid sessions and links partner users, without /auth. Leave empty to use the API URL.':
		'Адрес сервера, который выдаёт сессии auth.sid и связывает пользователей партнёра, без /auth. Пустое поле — адрес API.',
	'Address of the authenticator that issues auth.sid sessions, without /auth. Leave empty to use the API URL.':
		'Адрес сервера, который выдаёт сессии auth.sid, без /auth. Пустое поле — адрес API.',

	// Sign-in methods
	'Sign-In Method': 'Способ входа',
	'Login and Password': 'Логин и пароль',
	"Through Kontur's identity server. The token is renewed automatically.":
		'Через сервер входа Контура. Токен обновляется сам.',
	'The session is renewed automatically': 'Сессия обновляется сама',
	'Login and Password (Auth.sid)': 'Логин и пароль (auth.sid)',
	'The legacy method, for integrations that still use auth.sid':
		'Старый способ — для интеграций, которые ещё работают с auth.sid',
	"The user's certificate and private key, through Kontur's identity server":
		'Сертификат и закрытый ключ пользователя, через сервер входа Контура',
	"The user's certificate and private key. The session is renewed automatically.":
		'Сертификат и закрытый ключ пользователя. Сессия обновляется сама.',
	'Certificate (Auth.sid)': 'Сертификат (auth.sid)',
	'Integration Without a User': 'Интеграция без пользователя',
	'Client credentials: the service name and the API key, without a login':
		'Client credentials: название сервиса и API-ключ, без логина',
	'Session (Auth.sid)': 'Готовая сессия (auth.sid)',
	'An auth.sid that you obtained elsewhere. It is not renewed.':
		'Сессия auth.sid, полученная в другом месте. Она не обновляется.',
	'Access Token': 'Готовый токен',
	'A token that you obtained elsewhere. It is not renewed.':
		'Токен, полученный в другом месте. Он не обновляется.',
	'Trusted System': 'Доверенная система',
	"For partners of Kontur's certification authority: your RSA key vouches for a user of your system":
		'Для партнёров удостоверяющего центра Контура: ваш ключ RSA ручается за пользователя вашей системы',
	'Trusted System (Auth.sid)': 'Доверенная система (auth.sid)',
	'The legacy method, with an RSA or GOST key': 'Старый способ, с ключом RSA или ГОСТ',

	// What each method asks for
	'Service Name (Client ID)': 'Название сервиса (Client ID)',
	'The service name that Kontur assigned to your integration':
		'Название сервиса, которое Контур дал вашей интеграции',
	'The service name (client_id) that Kontur assigned to your integration':
		'Название сервиса (client_id), которое Контур дал вашей интеграции',
	'API Key': 'API-ключ',
	'The API key of your integration, from integrations.kontur.ru':
		'API-ключ (api-key) вашей интеграции с integrations.kontur.ru',
	'API Key (Client Secret)': 'API-ключ (Client Secret)',
	'The API key of your integration': 'API-ключ (api-key) вашей интеграции',
	'Integrator Key': 'Ключ интегратора',
	'The key that Kontur.OFD issued to you as an integrator':
		'Ключ, который Контур.ОФД выдал вам как интегратору',
	Login: 'Логин',
	'The email address that the user signs in to Kontur with': 'Почта, с которой пользователь входит в Контур',
	Password: 'Пароль',
	'Identify User By': 'Как определить пользователя',
	"SHA-1 thumbprint of the user's certificate": 'Отпечаток SHA-1 сертификата пользователя',
	'The ID in your system that is linked to the Kontur user':
		'ID в вашей системе, связанный с пользователем Контура',
	SNILS: 'СНИЛС',
	'How Kontur identifies the user you vouch for':
		'По чему Контур узнаёт пользователя, за которого вы ручаетесь',
	'User Thumbprint': 'Отпечаток сертификата пользователя',
	"The user's phone number in Kontur: 10 digits, without the country code":
		'Телефон пользователя в Контуре: 10 цифр, без +7',
	"The user's individual insurance account number, 11 digits": 'СНИЛС пользователя, 11 цифр',
	'The ID in your system that is linked to the Kontur user. Partner User: Link creates the link.':
		'ID в вашей системе, связанный с пользователем Контура. Связь создаёт операция «Пользователь партнёра: Связать».',
	Token: 'Токен',
	'The access token or auth.sid, without the prefix "Bearer" or "auth.sid"':
		'Токен доступа или auth.sid, без слова Bearer или auth.sid впереди',
	Session: 'Сессия',
	'The auth.sid, without the prefix "auth.sid"': 'Сессия auth.sid, без слова auth.sid впереди',
	'Session Token': 'Токен сессии',
	'Skip Validity Check': 'Не проверять срок сертификата',
	'Whether Kontur accepts the certificate without checking its dates and issuer (the API parameter "free")':
		'Контур примет сертификат, не проверяя срок и издателя (параметр API free)',
	'Grant Type': 'Вид разрешения',
	'Authorization URL': 'Адрес входа',
	'Access Token URL': 'Адрес выдачи токенов',
	Scope: 'Области доступа',
	'Auth URI Query Parameters': 'Параметры адреса входа',

	// Key and certificate
	'Private Key Source': 'Откуда закрытый ключ',
	'Key Container Files': 'Файлы контейнера',
	'The individual files of a CryptoPro key container': 'Отдельные файлы контейнера КриптоПро',
	'Key File': 'Файл ключа',
	'One file: PEM, PFX (PKCS#12), PKCS#8, or zipped CryptoPro key containers':
		'Один файл: PEM, PFX (PKCS#12), PKCS#8 или zip с контейнерами КриптоПро',
	'Private Key': 'Закрытый ключ',
	'-----BEGIN PRIVATE KEY-----': '-----BEGIN PRIVATE KEY-----',
	'PEM as text; a PFX file or zipped CryptoPro containers as base64 (on Windows: certutil -encode file.pfx file.txt), not the path of a file. The key is stored encrypted in n8n and never leaves it.':
		'PEM — как есть; файл PFX или zip с контейнерами КриптоПро — текстом base64 (в Windows: certutil -encode file.pfx file.txt), а не путём к файлу. Ключ хранится в n8n зашифрованным и никогда его не покидает.',
	'File header.key': 'Файл header.key',
	'header.key of the key container as base64 (on Windows: certutil -encode header.key header.key.txt)':
		'header.key из контейнера, текстом base64 (в Windows: certutil -encode header.key header.key.txt)',
	'File masks.key': 'Файл masks.key',
	'masks.key of the key container as base64 (on Windows: certutil -encode masks.key masks.key.txt)':
		'masks.key из контейнера, текстом base64 (в Windows: certutil -encode masks.key masks.key.txt)',
	'File primary.key': 'Файл primary.key',
	'primary.key of the key container as base64 (on Windows: certutil -encode primary.key primary.key.txt)':
		'primary.key из контейнера, текстом base64 (в Windows: certutil -encode primary.key primary.key.txt)',
	'Key Password': 'Пароль ключа',
	'Password of the key file or container. Leave empty if there is none.':
		'Пароль файла ключа или контейнера. Если пароля нет, оставьте поле пустым.',
	'The certificate file (.cer) as PEM or base64. Leave empty if the key file contains the certificate.':
		'Файл сертификата (.cer) текстом PEM или base64. Если сертификат есть в файле ключа, оставьте поле пустым.',
	'SHA-1 thumbprint as Windows and Kontur show it. Optional: it chooses one of several keys and guards against the wrong one.':
		'Отпечаток SHA-1, как его показывают Windows и Контур. Можно не заполнять: он выбирает один ключ из нескольких и защищает от чужого.',

	// Limits and expressions
	'Parallel Requests': 'Запросов одновременно',
	'Maximum number of concurrent requests of one n8n process with this key. Kontur allows 20 in total, so keep the sum over all workers and programs below that.':
		'Сколько запросов с этим ключом один процесс n8n может слать одновременно. Контур разрешает 20 на всех: сумма по всем исполнителям и программам должна быть меньше.',
	'Maximum number of concurrent requests of one n8n process with this key. Kontur documents no limit.':
		'Сколько запросов с этим ключом один процесс n8n может слать одновременно. Предела Контур не называет.',
	'Has Expressions': 'Есть выражения',
	'Expressions are worked out for each item. Sessions are then kept in memory only. n8n 2.0 to 2.33 with version 0.1.0 of this package replaced expressions by the values of the first item: check that yours are still here. See <a href="https://github.com/n8n-nodes-kontur/n8n-nodes-kontur/blob/main/docs/many-clients.md">Many clients in one workflow</a>.':
		'Выражения вычисляются для каждого элемента. Сессии тогда хранятся только в памяти. n8n с 2.0 по 2.33 с версией 0.1.0 этого пакета заменял выражения значениями первого элемента: проверьте, что ваши на месте. Подробнее: <a href="https://github.com/n8n-nodes-kontur/n8n-nodes-kontur/blob/main/docs/ru/many-clients.md">много клиентов в одном процессе</a>.',

	// Tests of the credentials
	'Kontur.Extern rejected this session. Check the API key, and check that Environment matches the key and the login.':
		'Контур.Экстерн не принял эту сессию. Проверьте API-ключ и площадку: она должна быть той же, что у ключа и логина.',
	'Kontur.Extern rejected this connection. Press Reconnect, and check that Environment matches the key and the login.':
		'Контур.Экстерн не принял это подключение. Нажмите Reconnect и проверьте площадку: она должна быть той же, что у ключа и логина.',
	'Signed in, but this login may not use Kontur.Extern with this key. Ask Kontur to grant access.':
		'Вход выполнен, но этому логину с этим ключом Контур.Экстерн не открыт. Попросите Контур открыть доступ.',
	'Kontur.OFD rejected this integrator key or session. Check the key, and check that Environment matches it.':
		'Контур.ОФД не принял ключ интегратора или сессию. Проверьте ключ и площадку: ключ должен быть от неё.',
	'Signed in, but this integrator key gives this login no access. Ask Kontur.OFD to grant access.':
		'Вход выполнен, но ключ интегратора ничего не открывает этому логину. Попросите Контур.ОФД открыть доступ.',
	'Kontur.Extern did not understand the request. Check the API URL: it must not include /v1.':
		'Контур.Экстерн не понял запрос. Проверьте адрес API: в нём не должно быть /v1.',
	'Kontur.Extern was not found at this address. Check the API URL: it must not include /v1.':
		'По этому адресу Контур.Экстерн не отвечает. Проверьте адрес API: в нём не должно быть /v1.',
	'Kontur.Extern is receiving too many requests. Try again in a minute.':
		'Контур.Экстерн получает слишком много запросов. Повторите через минуту.',
	'Kontur.Extern is currently unavailable. Try again in a few minutes.':
		'Контур.Экстерн сейчас недоступен. Повторите через несколько минут.',
	'Kontur.OFD did not understand the request. Check the API URL: it must not include /v2.':
		'Контур.ОФД не понял запрос. Проверьте адрес API: в нём не должно быть /v2.',
	'Kontur.OFD was not found at this address. Check the API URL: it must not include /v2.':
		'По этому адресу Контур.ОФД не отвечает. Проверьте адрес API: в нём не должно быть /v2.',
	'Kontur.OFD is receiving too many requests. Try again in a minute.':
		'Контур.ОФД получает слишком много запросов. Повторите через минуту.',
	'Kontur.OFD is currently unavailable. Try again in a few minutes.':
		'Контур.ОФД сейчас недоступен. Повторите через несколько минут.',
};
