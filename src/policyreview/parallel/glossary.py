"""Words that policies are made of, in several languages: what two blocks speak of in common.

Written for this project. One line is one idea. Latin and Cyrillic entries are beginnings of words
in lower case without accents; Chinese (both scripts), Japanese and Korean ones are any part of the
text. An idea is no translation: ``消息`` and ``信息`` may both stand for ``message``.
"""

from __future__ import annotations

from functools import lru_cache

LANGUAGES = ("en", "zh", "ja", "fr", "de", "es")
_TABLE = """
privacy | 隐私 隱私 私隐 私隱 | プライバシー | confidentialite prive privee | datenschutz privatsphare | privacidad
policy notice | 政策 声明 聲明 通知 公告 | ポリシー 通知 方針 | politique avis charte | richtlinie hinweis erklarung | politica aviso
terms | 条款 條款 | 規約 条件 | conditions termes | bedingung | terminos condiciones
service | 服务 服務 | サービス | service | dienst service | servicio
personal | 个人 個人 | 個人 パーソナル | personnel | personenbezogen personlich | personal
information | 信息 資訊 资讯 资料 | 情報 | information renseignement | information angabe | informacion
data | 数据 資料 数據 | データ | donnee | daten | dato
collect gather | 收集 采集 蒐集 | 収集 | collect recueil | erheb erfass sammel sammlung | recopil recog recab
use | 使用 利用 | 使用 利用 | utilis | verwend nutz benutz | usa utiliz uso
share | 共享 分享 | 共有 | partag | weitergeb teil weitergegeben | compart
disclos | 披露 揭露 公开 | 開示 公開 | divulg communiqu | offenleg weitergabe offengelegt | divulg revel
store storage | 存储 储存 保存 儲存 | 保存 保管 格納 | stock conserv | speicher gespeichert aufbewahr | almacen guard
retain retention | 保留 留存 | 保持 保存 | conserv | aufbewahr | conserv reten
delet eras remov | 删除 刪除 移除 | 削除 消去 | supprim supression suppression efface | losch entfern | elimin borr suprim
access | 访问 存取 查阅 查閱 | アクセス | acces | zugriff zugreif zugang | acced acces
correct rectif | 更正 修正 | 訂正 修正 | rectif corrig | berichtig korrig | rectific correg
account | 账户 帐户 帳戶 账号 帐号 帳號 | アカウント | compte | konto account | cuenta
user | 用户 使用者 用戶 | ユーザ 利用者 | utilisateur | nutzer benutzer anwender | usuario
customer client | 客户 客戶 顾客 顧客 | 顧客 お客 | client | kund | cliente
website site | 网站 網站 | サイト | site | website webseite | sitio web
page | 页面 頁面 网页 網頁 | ページ | page | seite | pagina
cookie | cookie | cookie クッキー | cookie temoin | cookie | cookie
device | 设备 設備 装置 裝置 | デバイス 端末 機器 | appareil dispositif | gerat | dispositivo
browser | 浏览器 瀏覽器 | ブラウザ | navigateur | browser | navegador
email e-mail | 邮件 邮箱 郵件 信箱 | メール | mail courriel electronique | mail | correo
address | 地址 位址 | アドレス 住所 | adresse | adresse anschrift | direccion
phone telephone mobile | 电话 手机 電話 手機 行動 移动 | 電話 携帯 モバイル | telephon mobile | telefon mobil handy | telefono movil
name | 姓名 名称 名稱 | 氏名 名前 名称 | nom | name | nombre
password | 密码 密碼 口令 | パスワード | passe | passwort kennwort | contrasena
location | 位置 地点 地點 所在地 | 位置 場所 所在地 | localisation emplacement lieu position | standort ort | ubicacion localizacion
country countr | 国家 國家 | 国 | pays | land lander | pais
law legal | 法律 法规 法令 依法 | 法律 法的 法令 | loi legal legaux juridique droit | gesetz recht | ley legal
right | 权利 權利 | 権利 | droit | recht | derecho
consent | 同意 | 同意 | consent | einwillig zustimm | consent
agree | 同意 协议 協議 | 同意 契約 | accept accord | zustimm vereinbar einverstanden stimm | acept acuerd
contract agreement | 合同 协议 协定 合約 協議 契约 | 契約 | contrat accord | vertrag vereinbarung | contrato acuerdo
third-part third | 第三方 第三者 | 第三者 サードパーティ | tiers tierce | dritt | tercer
partner | 合作伙伴 合作夥伴 伙伴 | パートナー | partenaire | partner | socio
affiliat subsidiar | 关联 關聯 附属 子公司 关系企业 | 関連会社 子会社 系列 | affili filiale | verbunden tochter konzern | afiliad filial
compan | 公司 企业 企業 | 会社 企業 | entreprise societe compagnie | unternehmen firma gesellschaft | empresa compania
provider | 提供商 供应商 提供者 服务商 供應商 | プロバイダ 提供者 業者 | fournisseur prestataire | anbieter dienstleister | proveedor
provid offer | 提供 | 提供 | fourni propos offr | biet bereitstell bereitgestell anbiet | proporcion ofrec
payment pay paid billing | 支付 付款 账单 帳單 缴费 | 支払 決済 請求 | paiement payer paye factur | zahl bezahl abrechn | pago pagar
purchas order buy | 购买 訂購 订购 订单 購買 | 購入 注文 | achat achet commande | kauf bestell | compra pedido
subscri | 订阅 訂閱 订购 | サブスクリプション 購読 定期 | abonn | abonn abo | suscri
refund | 退款 | 返金 払い戻し | rembours | erstatt ruckerstatt | reembols
price fee cost charg | 价格 费用 價格 費用 收费 | 料金 価格 費用 | prix frais cout tarif | preis gebuhr kosten | precio tarifa coste
tax | 税 稅 | 税 | tax impot | steuer | impuesto
secur protect safeguard | 安全 保护 保護 保障 | セキュリティ 安全 保護 | secur proteg protection | sicher schutz schutz | segur proteg
encrypt | 加密 | 暗号 | chiffr crypt | verschlussel | cifr encript
fraud abus | 欺诈 滥用 詐騙 詐欺 濫用 诈骗 | 詐欺 不正 乱用 悪用 | fraud abus | betrug missbrauch | fraude abus
advertis market promot | 广告 营销 推广 廣告 行銷 | 広告 マーケティング 宣伝 | publicit marketing promotion | werb marketing | publicidad marketing
analy statist metric | 分析 统计 統計 | 分析 解析 統計 | analy statisti | analys statisti | analisis estadist
improv | 改进 改善 提升 改進 | 改善 向上 | amelior | verbesser | mejor
develop | 开发 開發 | 開発 | develop | entwick | desarroll
communicat contact | 联系 联络 聯絡 聯繫 通讯 通信 沟通 | 連絡 問い合わせ 通信 | contact communi | kontakt kommunik | contact comunic
message notif | 消息 信息 通知 訊息 | メッセージ 通知 | message notifi | nachricht benachricht mitteil | mensaje notific
question | 问题 疑问 問題 疑問 | 質問 | question | frage | pregunta
support help | 支持 帮助 客服 支援 協助 幫助 | サポート ヘルプ 支援 | aide assistance support | hilfe unterstutz support | ayuda soporte
change updat modif amend | 更改 变更 修改 更新 修订 變更 修訂 | 変更 更新 改定 改訂 | modifi chang jour | ander aktualisier geander | cambi modific actualiz
effective | 生效 | 発効 有効 施行 | vigueur effet | kraft gultig | vigor efectiv
version | 版本 | バージョン 版 | version | version fassung | version
language | 语言 語言 | 言語 | langue | sprache | idioma lengua
english | 英文 英语 英語 | 英語 | anglais | englisch | ingles
child minor | 儿童 未成年 兒童 | 子ども 子供 児童 未成年 | enfant mineur | kind minderjahrig | nino menor
parent guardian | 父母 监护人 監護人 家长 家長 | 保護者 親 | parent tuteur | eltern erziehungs vormund | padre tutor
age | 年龄 岁 歲 年滿 年满 | 歳 年齢 | age ans | alter jahre | edad anos
year | 年 | 年 | an annee | jahr | ano
month | 月 | 月 | mois | monat | mes
day | 天 日 | 日 | jour | tag | dia
question request | 请求 申请 要求 請求 | 要求 請求 リクエスト 依頼 | demand requete | anfrag antrag anforder anfordern | solicit peticion
authorit government regulator | 当局 政府 监管 主管机关 機關 监督 | 当局 政府 機関 | autorit gouvernement | behord regierung | autoridad gobierno
court dispute arbitrat | 法院 争议 仲裁 爭議 诉讼 | 裁判 紛争 仲裁 | tribunal litige arbitr | gericht streit schieds | tribunal disput arbitr
jurisdiction govern | 管辖 司法 管轄 | 管轄 準拠 | juridiction regi competen | gerichtsstand zustandig unterlieg | jurisdiccion
liab responsib | 责任 負責 负责 責任 | 責任 | responsab | haft verantwort | responsab
damage loss | 损害 损失 損害 損失 | 損害 損失 | dommage perte prejudice | schaden verlust | dano perdida
warrant guarant | 保证 担保 保證 擔保 | 保証 | garanti | gewahr garantie | garant
terminat suspend cancel | 终止 暂停 取消 終止 暫停 | 終了 停止 解約 キャンセル 解除 | resili suspen annul | kundig beend aussetz stornier sperr | rescind suspen cancel
violat breach infring | 违反 侵犯 违约 違反 侵權 侵权 | 違反 侵害 | viol enfrei atteinte | verstoß verletz verstos verstoss | violac infrac infring incumpl
content | 内容 內容 | コンテンツ 内容 | contenu | inhalt | contenido
intellectual copyright trademark | 知识产权 版权 商标 著作權 商標 智慧財產 著作权 | 知的財産 著作権 商標 | intellectuel auteur marque | geistig urheber marke | intelectual autor marca
licen | 许可 授权 授權 許可 | ライセンス 許諾 | licen | lizenz | licencia
software app application program | 软件 应用 程序 軟體 應用 程式 | ソフトウェア アプリ プログラム | logiciel appli programme | software app anwendung programm | software aplica programa
product | 产品 產品 商品 | 製品 商品 | produit | produkt | producto
feature function | 功能 | 機能 | fonction | funktion | funcion caracteristica
setting prefer option | 设置 偏好 选项 設定 偏好 选择 設置 | 設定 オプション 環境設定 | parametre prefer option reglage | einstell option praferenz | configura ajuste prefer opcion
choos choice select | 选择 選擇 | 選択 | choi selection | wahl auswahl | eleg eleccion selecc
disabl opt-out opt turn | 禁用 关闭 停用 退出 關閉 | 無効 オプトアウト 停止 | desactiv oppos refus | deaktivier ausschalt abmeld widersprech | desactiv
enabl allow permi | 启用 允许 許可 啟用 允許 权限 | 有効 許可 権限 | activ autoris permet permettr | aktivier erlaub ermoglich berechtig | habilit permit permis
install download | 安装 下载 安裝 下載 | インストール ダウンロード | install telecharg | install herunterlad download | instal descarg
server host | 服务器 伺服器 主机 托管 | サーバ ホスト | serveur heberg | server host | servidor aloj
network internet online | 网络 互联网 在线 網路 網際網路 线上 線上 | ネットワーク インターネット オンライン | reseau internet ligne | netz internet online | red internet linea
technical technolog | 技术 技術 | 技術 テクノロジー | techni technolog | techni technolog | tecni tecnolog
interact | 互动 交互 互動 | インタラクション 操作 対話 | interaction interagi | interak interag | interac
crash report error | 崩溃 报告 错误 當機 報告 回報 报错 | クラッシュ 報告 レポート エラー | plantage rapport erreur | absturz bericht meld fehler | fallo informe error
perform stabil | 性能 稳定 效能 穩定 | パフォーマンス 性能 安定 | performance stabilit | leistung stabil | rendimiento estabil
search query | 搜索 搜尋 查询 查詢 检索 | 検索 クエリ | recherch requete | such anfrage | busqueda consulta buscar
log record | 日志 记录 日誌 紀錄 記錄 | ログ 記録 | journal registre enregistr | protokoll log aufzeichn | registro
identif identity verif | 身份 识别 标识 验证 識別 身分 驗證 | 識別 本人 確認 身元 | identi verifi | identi kennung verifizier | identi verific
regist sign-up sign | 注册 登记 註冊 | 登録 | inscri enregistr | registrier anmeld | registr inscri
login log-in | 登录 登入 | ログイン | connexion connect | anmeld einlogg login | sesion
public publish post | 公开 发布 公布 公開 發布 张贴 | 公開 掲載 投稿 公表 | publi | offentlich veroffentlich | publi
process | 处理 處理 | 処理 | trait | verarbeit | trat proces
purpose | 目的 | 目的 | fin but objectif | zweck | fin proposito
transfer transmi | 传输 转移 傳輸 轉移 移转 传送 | 転送 移転 送信 | transf transm | ubertrag ubermitt | transfer transm
sell sale | 出售 销售 販售 出賣 | 販売 売却 | vend vente | verkauf | vend venta
employee staff personnel | 员工 員工 雇员 人员 | 従業員 社員 | employe personnel salarie | mitarbeiter angestellt | emplead personal
limit restrict | 限制 限于 | 制限 限定 | limit restreint restric | beschrank einschrank begrenz | limit restric
necessar requir need | 必要 需要 要求 必需 必须 | 必要 必須 | necess requi besoin exig | notwendig erforderlich benotig | necesari requier requisito
object withdraw revoke | 反对 撤回 拒绝 撤销 反對 | 反対 撤回 異議 | oppos retir revo | widerspr widerruf | opon retir revoc
complain appeal | 投诉 申诉 投訴 申訴 | 苦情 申し立て 不服 | plaint reclam recours appel | beschwerd einspruch berufung | queja reclam apel
link | 链接 連結 鏈接 | リンク | lien | link verknupf | enlace
image photo picture video | 图片 照片 图像 视频 圖片 影像 影片 | 画像 写真 動画 ビデオ | image photo video | bild foto video | imagen foto video
voice audio microphone camera | 语音 声音 麦克风 摄像 語音 聲音 麥克風 相机 录音 | 音声 マイク カメラ | voix vocal microphone camera | stimm sprach mikrofon kamera | voz microfono camara
communit | 社区 社群 | コミュニティ | communaut | gemeinschaft community | comunidad
open-source source | 开源 源代码 開源 開放原始碼 | オープンソース ソース | source | quelle open quellcode | codigo fuente
test beta | 测试 測試 | テスト ベータ | test beta | test beta | prueba beta
anonym aggregat de-identif | 匿名 汇总 聚合 去标识 | 匿名 集約 集計 | anonym agreg | anonym aggregier zusammengefass | anonim agreg
health medical | 健康 医疗 醫療 | 健康 医療 | sante medica | gesundheit medizin | salud medic
third-country international cross-border abroad | 跨境 国际 境外 國際 海外 | 国際 海外 国外 | international etranger | international ausland | internacional extranjer
california | 加州 加利福尼亚 | カリフォルニア | californie | kalifornien | california
european europe | 欧盟 欧洲 歐盟 歐洲 | 欧州 EU ヨーロッパ | europe | europa eu | europe
germany german | 德国 德國 | ドイツ | allemagne | deutsch | aleman
china chinese | 中国 中國 中文 | 中国 | chin | china chines | china
example | 例如 比如 例子 | 例えば たとえば 例 | exemple | beispiel | ejemplo
learn read more | 了解 详细 瞭解 深入 | 詳細 詳し | savoir lire plus | erfahren lesen mehr weitere | saber mas leer
list includ follow | 包括 以下 列表 如下 列出 包含 | 以下 含 一覧 | comprend inclu suivant liste | folgend umfass einschliess einschließ liste | inclu siguiente lista
business commercial | 商业 业务 業務 商業 | 事業 ビジネス 商業 | commerc entreprise affaires | geschaft gewerb | comercial negocio
interest legitimate | 利益 合法 正当 | 利益 正当 | interet legitim | interess berechtigt | interes legitim
period term duration | 期限 期间 期間 时期 | 期間 | periode duree delai | dauer zeitraum frist laufzeit | plazo periodo duracion
definition defin mean | 定义 定義 是指 指的是 | 定義 意味 | defin signifi | definition bedeut | defin signific
general | 一般 总则 通用 | 一般 全般 | general | allgemein | general
introduction overview scope | 引言 简介 概述 范围 前言 介绍 | はじめに 概要 範囲 | introduction apercu portee champ | einleitung einfuhrung uberblick geltungsbereich | introduccion alcance
history visit brows | 历史 浏览 访问 歷史 瀏覽 造訪 | 履歴 閲覧 訪問 | historique visit navigation | verlauf besuch | historial visit naveg
extension add-on plugin | 扩展 附加组件 插件 擴充 附加元件 | 拡張 アドオン プラグイン | extension module | erweiterung add-on | extension complemento
synchron sync | 同步 | 同期 Sync | synchron sync | synchron sync | sincroniz
file document | 文件 档案 文档 檔案 | ファイル 文書 | fichier document | datei dokument | archivo document
machine artificial ai model | 人工智能 模型 人工智慧 AI | 人工知能 AI モデル | artificiel ia modele | ki kunstlich modell | artificial ia modelo
design | 设计 設計 | 設計 デザイン | conce conception design | gestalt design entw | disen
team | 团队 小组 團隊 | チーム | equipe | team | equipo
digital | 数字 數位 | デジタル | numeri | digital | digital
accessib inclusi | 无障碍 可访问 包容 | アクセシビリティ | accessib inclusi | barrierefrei zugang | accesib
standard guideline | 标准 准则 指南 標準 指引 | 標準 ガイドライン 基準 | norme standard directive guide | standard leitlinie norm richtlinien | estandar directriz norma
feedback opinion comment | 反馈 意见 評論 意見 评论 | フィードバック 意見 コメント | commentaire avis retroaction | feedback meinung kommentar | comentario opinion
reason basis ground | 依据 理由 原因 基础 依據 | 根拠 理由 | raison base motif | grund grundlage | razon base motivo
risk | 风险 風險 | リスク 危険 | risque | risiko | riesgo
time | 时间 時間 | 時間 時 | temps moment heure | zeit | tiempo hora
notify inform | 通知 告知 | 通知 知らせ | inform avis notifi | informier benachrichtig mitteil | inform notific
vpn | vpn | vpn | vpn | vpn | vpn
moderat review | 审核 审查 審核 審查 | 審査 モデレーション レビュー | moder examin | moderier uberpruf pruf | moder revis
card credit bank | 银行 信用卡 銀行 | 銀行 カード クレジット | carte banque bancaire credit | karte bank kredit | tarjeta banco credito
explain describ | 说明 解释 說明 解釋 描述 阐述 阐明 | 説明 | expliqu decri | erklar erlauter beschreib | explic describ
control | 控制 控管 | 制御 管理 コントロール | control maitris | kontroll steuer verantwortlich | control
manag administ | 管理 管理员 | 管理 | geri gestion admin | verwalt | gestion administr
main primar principal | 主要 首要 | 主 主要 | principal | haupt wichtigst | principal
deliver suppl ship | 交付 送达 递送 配送 寄送 | 納品 配送 配達 届け | livr livraison | liefer zustell | entreg envi
organi institut | 组织 机构 組織 | 組織 団体 | organis institut | organisation einrichtung | organiz institu
group | 集团 群组 团体 集團 群組 | グループ | groupe | gruppe | grupo
people | 人士 个体 自然人 他人 别人 人们 每个人 | 人 個々人 者 | personne individu gens | person mensch leute | persona individu
differen various vari | 不同 各种 各個 各种各样 差异 | 異なる さまざま 様々 各種 | different divers vari | unterschied verschied | diferent divers vari
region area local | 地区 区域 地域 當地 当地 本地 地區 | 地域 ローカル | region zone local | region gebiet lokal ortlich | region zona local
place locat situated | 位于 所处 地方 场所 | 所在 場 | situe place endroit | befind gelegen platz | situad lugar sitio
reason fair appropriat suitab | 合理 适当 恰当 合适 公平 適當 妥善 | 合理 適切 妥当 公正 | raisonnab appropri equit juste | angemess geeignet zumutbar fair vernunftig | razonab apropiad adecuad just
measur step action | 措施 步骤 行动 采取 採取 步驟 行動 | 措置 対策 手順 行動 | mesure etape action | massnahm schritt aktion maßnahm | medida paso accion
circumstanc situation case | 情况 情形 條件 条件 場合 场合 情況 | 状況 場合 ケース | circonstance situation cas | umstand situation fall falle bedingung | circunstanc situacion caso
guarantee ensur assur | 确保 確保 | 確保 確実 | assur veill | sicherstell gewahrleist zusicher | asegur
complet whole entire full | 完全 完整 全部 整个 所有 | 完全 すべて 全部 全体 | complet entier integral totalit | vollstandig ganz gesamt komplett | complet enter total
part portion piece | 部分 部份 | 一部 部分 | partie morceau | teil abschnitt stuck | parte
absolut never always | 绝对 永远 绝不 始终 一直 總是 | 絶対 常に 決して | absol jamais toujours | absolut niemals immer nie | absolut nunca siempre
method mean way manner | 方法 方式 途径 手段 | 方法 手段 | moyen facon maniere methode | weise mittel methode | manera medio forma metod
system | 系统 系統 体系 | システム | systeme | system | sistema
platform | 平台 | プラットフォーム | plateforme plate | plattform | plataforma
tool | 工具 | ツール | outil | werkzeug tool | herramienta
infrastructur cloud | 基础设施 云 雲端 雲 基礎設施 | インフラ クラウド | infrastructure nuage cloud | infrastruktur cloud | infraestructura nube
center centre | 中心 | センター | centre | zentrum center | centro
bank financ | 银行 金融 财务 銀行 財務 | 銀行 金融 財務 | banque financ | bank finanz | banco financ
complian comply obligat oblig | 合规 遵守 遵循 义务 符合 義務 遵從 | 遵守 準拠 義務 順守 | conform respect oblig | einhalt befolg verpflicht pflicht ubereinstimm | cumpl obliga conform
invit | 邀请 邀請 | 招待 | invit | einlad | invit
friend | 朋友 好友 | 友人 友達 | ami | freund | amigo
event activit | 活动 事件 活動 | イベント 活動 出来事 | evenement activite | veranstaltung ereignis aktivitat | evento activid
newsletter news | 时事通讯 新闻 电子报 新聞 通讯 | ニュース | newsletter bulletin nouvelle actualite | newsletter neuigkeit nachrichten | boletin noticia
transaction | 交易 事务 | 取引 | transaction | transaktion | transaccion
creat own original | 创作 创建 创造 建立 原创 原始 創作 創建 | 作成 作る 創作 独自 オリジナル | cree creer creation propre origin | erstell schaff original eigen | crea propi original
contribut | 贡献 投稿 貢獻 | 投稿 貢献 コントリビュ | contribu | beitrag beitrage beigetragen | contribu
dona give grant | 捐赠 授予 给予 赋予 捐贈 赐予 | 寄付 付与 与え 提供 | donner don accord octroi | spend gewahr gib geben erteil | don dar otorg conced
particip join take | 参与 参加 加入 參與 參加 | 参加 | particip rejoin | teilnehm teilnahm beitret | particip unir
accept | 接受 接纳 | 受諾 受け入れ 承諾 | accept | akzept annehm annahm | acept
reject declin refus | 拒绝 驳回 拒絕 | 拒否 却下 | rejet refus declin | ablehn verweiger | rechaz declin
respect honor | 尊重 尊敬 | 尊重 | respect | respekt achten | respet
continu | 继续 持续 繼續 持續 | 継続 引き続き 続け | continu poursui | weiter fortsetz fortfahr fortgesetzt | continu
stop ceas end | 停止 终结 结束 结束 中止 | 停止 やめ 終 | cess arret fin | aufhor einstell ende beend | deten ces fin
begin start | 开始 启动 開始 啟動 | 開始 始め 起動 | commenc debut demarr | beginn start anfang | comenz inici empez
now current | 当前 目前 现在 现有 當前 現在 | 現在 現行 | actuel present | aktuell derzeit gegenwartig jetzt | actual present
new | 新 新的 全新 | 新 新しい | nouveau nouvel | neu | nuev
old previous prior former | 以前 之前 先前 过去 旧 舊 | 以前 前 旧 過去 | ancien preceden anterieur prealab | alt vorherig fruher zuvor vorher bisher | anterior previ antigu
future later next | 将来 未来 今后 以后 將來 未來 | 将来 今後 次 | futur avenir prochain | zukunft kunftig nachst spater | futur proxim
occasional | 不时 随时 時常 隨時 有时 | 随時 時々 | occasionnel temps | gelegentlich zeit | ocasional
immediat instant | 立即 即刻 马上 立刻 | 直ちに 即時 すぐ | immediat | sofort unverzuglich | inmediat
automat | 自动 自動 | 自動 | automati | automat | automat
manual hand | 手动 手工 手動 人工 | 手動 人間 | manuel main | manuell hand | manual mano
random | 随机 隨機 | ランダム 無作為 | aleatoi hasard | zufallig | aleator
unique | 唯一 独特 独一 | 一意 固有 ユニーク | unique | eindeutig einzigartig | unic
combin merg | 结合 合并 组合 結合 合併 | 組み合わせ 結合 統合 合わせ | combin fusion | kombin verbind zusammenfuhr | combin fusion
separat apart | 分开 单独 独立 分離 單獨 | 別 個別 分離 | separe distinct | getrennt separat gesondert | separad independ
additional extra further | 其他 额外 附加 其它 補充 补充 另外 | 追加 その他 他 さらに | supplement additionnel autre | zusatzlich weiter extra andere | adicional otr
detail specific particular | 具体 特定 详情 特别 細節 特別 | 具体 特定 詳細 特別 | specifi particul detail precis | spezifi bestimmt besonder konkret einzelheit | especifi particular detall concret
typical common usual | 通常 常见 一般 常見 典型 | 通常 一般的 よくある | typique commun habituel generalement | ublich typisch gewohnlich normalerweise | tipic comun habitual
possib maybe | 可能 也许 | 可能 かもしれ | possib eventuel peut | moglich eventuell vielleicht | posib quiza
opportunit chance | 机会 機會 | 機会 | opportunit occasion chance | gelegenheit chance moglichkeit | oportunid ocasion
best good better | 最好 最佳 更好 良好 | 最善 良い より良 最適 | meilleur mieux bon | best besser gut | mejor buen
important signific material essential | 重要 重大 实质 關鍵 关键 | 重要 重大 実質 | important signific essentiel | wichtig wesentlich bedeutend | important signific esencial
larg big major | 大型 巨大 大量 | 大き 大規模 大量 | grand gros majeur | gross groß umfangreich | grand
small few little | 少量 较小 小型 小 | 小さ 少数 少し | petit peu | klein wenig gering | pequen poc
free gratis | 免费 自由 免費 | 無料 自由 | gratuit libre | kostenlos frei | gratuit libre
sensitiv | 敏感 | 機密 センシティブ 機微 | sensib | sensibel empfindlich | sensib
confiden secret | 机密 保密 秘密 機密 | 機密 秘密 | confidentiel secret | vertraulich geheim | confiden secret
true accura exact | 准确 真实 精确 準確 正確 属实 | 正確 真実 | exact vrai precis veridique | genau richtig wahr korrekt zutreffend | exact verdad precis
wrong false mislead decept | 错误 虚假 误导 欺骗 誤導 不实 | 誤 虚偽 誤解 | faux errone trompeu | falsch irrefuhr tausch | fals enganos erroneo
illegal unlawful | 非法 违法 不法 非法的 違法 | 違法 不法 | illegal illicite | illegal rechtswidrig gesetzwidrig | ilegal ilicit
harm injur danger | 伤害 危害 有害 危险 傷害 危險 | 危害 有害 危険 傷つ | nuis dangere bless prejudic | schad gefahr verletz | dan peligr les
threat harass bully | 威胁 骚扰 恐吓 欺凌 威脅 騷擾 | 脅迫 嫌がらせ いじめ 脅 | menac harcel intimid | bedroh belastig mobb | amenaz acos
hate discriminat violen | 仇恨 歧视 暴力 歧視 | 憎悪 ヘイト 差別 暴力 | haine haineu discrimin violen | hass diskrimin gewalt | odio discrimin violen
sexual porn nud | 色情 性 裸露 淫秽 | 性的 ポルノ わいせつ | sexuel porn nud obscen | sexuell pornogr nackt obszon | sexual porno
spam unsolicit | 垃圾邮件 垃圾 未经请求 | スパム 迷惑 | spam pourriel indesira sollicit | spam unerwunscht unaufgefordert | spam solicit
virus malwar malicious | 病毒 恶意 恶意软件 惡意 | ウイルス マルウェア 悪意 | virus malveill | virus schadsoftware schadlich malware bosartig | virus malicios
attack intrus | 攻击 入侵 攻擊 | 攻撃 侵入 | attaqu intrusion | angriff angreif eindring | ataqu intrus
monitor audit | 监控 监视 监测 审计 監控 監測 | 監視 モニタ 監査 | surveill audit control | uberwach prufung audit | supervis monitor audit
prevent avoid | 防止 预防 避免 防范 阻止 預防 | 防止 予防 防ぐ 回避 | preven evit empech | verhinder verhut vermeid vorbeug | preven evit imped
detect discover find | 检测 发现 探测 檢測 發現 找到 | 検出 発見 見つ 検知 | detect decouv trouv | erkenn entdeck find fest | detect descubr encontr
resolv solv fix repair troubleshoot | 解决 修复 排查 解決 修復 排除 | 解決 修正 修復 トラブル | resou resol repar corrig depann | los beheb behob reparier | resolv solucion repar
problem issue bug | 问题 故障 毛病 漏洞 缺陷 | 問題 バグ 不具合 障害 | probleme bug souci defaut | problem fehler mangel | problem error defect
diagnos | 诊断 診斷 | 診断 | diagnos | diagnos | diagnos
study research survey experiment | 研究 调查 实验 問卷 实验 調查 | 調査 研究 アンケート 実験 | etude recherch sondage enquete experi | studie forsch umfrage experiment | estudi investig encuest experiment
recommend suggest advi | 推荐 建议 推薦 建議 | 推奨 おすすめ 提案 助言 勧め | recommand sugg conseil | empfehl empfohl vorschl rat vorgeschlagen | recomend suger consej
relevan relat concern regard | 相关 有关 关于 相關 有關 關於 涉及 | 関連 関する 関係 | concern relatif lie rapport | betreff bezug zusammenhang relevant bezieh | relacion relativ pertinent
similar same equal | 类似 相同 相似 同样 類似 | 類似 同様 同じ 等しい | similaire meme egal identique semblab | ahnlich gleich dasselbe identisch | similar mism igual
only sole exclusiv | 仅 只 专属 唯一 排他 僅 | のみ だけ 独占 専ら | seul uniqu exclusi | nur lediglich ausschliess alleinig ausschließ | solo unic exclusiv
except unless exclu | 除非 除外 例外 排除 除 | 除き 除外 例外 限り | sauf except exclu moins | ausser ausnahme ausgenommen ausschluss sofern außer | salvo except exclu
becaus due therefor | 因为 由于 因此 所以 由於 因為 | ため ので したがって 理由 | car raison parce donc cause | weil aufgrund daher deshalb wegen da | porque debid
applicab appl | 适用 應用 適用 | 適用 該当 | appli | anwendbar gelten gilt anwend geltend | aplica
valid invalid enforceab sever | 有效 无效 效力 可执行 無效 執行 执行 | 有効 無効 効力 執行 | valide valab invalid nul executoi | gultig wirksam unwirksam ungultig durchsetz | valid nul inval ejecut
interpret constru | 解释 解读 诠释 | 解釈 | interpret | ausleg interpret | interpret
conflict inconsist discrepan | 冲突 不一致 歧义 抵触 衝突 牴觸 | 矛盾 相違 齟齬 競合 抵触 | conflit contradict divergen incoh | widerspruch konflikt abweich | conflict contradic discrepan
prevail precedenc | 为准 优先 為準 優先 | 優先 | prevaud preval | massgeb vorrang maßgeb | preval
translat | 翻译 译文 译本 翻譯 譯文 | 翻訳 訳 | tradu | ubersetz | tradu
write written text | 书面 书写 文字 文本 書面 撰写 | 書面 テキスト 文章 書 | ecri texte | schrift schreib text | escri texto
sentence word phrase | 句子 语句 单词 词语 | 文 単語 フレーズ | phrase mot | satz wort | frase palabra
read | 阅读 阅览 閱讀 | 読 閲読 | lire lecture lis | les lektur | lee lectur leer
listen speak speech talk | 朗读 讲话 语音 收听 说话 | 話 聞 音声 発話 | ecout parl parole | hor sprech rede | escuch habl
audio clip sound recording | 录音 音频 片段 錄音 音訊 | 録音 音声 クリップ | enregistre extrait son | aufnahme clip ton | grabac clip sonid
valida confirm check | 确认 核实 检查 验证 確認 檢查 | 確認 検証 チェック | confirm valid verifi | bestatig uberpruf validier | confirm valid comprob
view see look display show | 查看 显示 观看 展示 檢視 顯示 看到 | 表示 閲覧 見る ご覧 参照 | voir affich consult montr | ansehen anzeig sehen siehe betracht zeig | ver mostr visualiz
click press button tap | 点击 单击 按钮 按下 點擊 按鈕 | クリック ボタン 押 タップ | cliqu bouton appuy | klick taste schaltflache druck | clic boton puls
open close | 打开 开启 关上 打開 開啟 | 開く 開い 閉じ | ouvr ferm | offn schliess | abr cerr
enter input type fill | 输入 填写 键入 輸入 填寫 | 入力 記入 | saisi entre rempl | eingeb eingab eintrag ausfull | introduc ingres rellen
send submit | 发送 提交 寄 发出 發送 送出 | 送信 提出 送付 | envoy soumet | send ubermitt einreich schick gesendet | envi
receiv get obtain | 收到 接收 获得 获取 取得 獲得 | 受信 受領 取得 受け取 得 | recev recu obten obtien | erhalt empfang bekomm erlang | recib obten
keep hold maintain | 维护 维持 保持 持有 維護 維持 | 維持 保持 保守 保有 | maint garde conserv deten | behalt wart pfleg aufrecht halten instand | manten conserv guard
operat run work | 运行 运营 操作 工作 運作 營運 经营 | 運営 動作 運用 稼働 | exploit fonctionn oper travail | betreib betrieb funktion arbeit | oper funcion trabaj
fulfil execut | 履行 执行 完成 履約 | 履行 遂行 実行 果たす | execut rempli accompl | erfull ausfuhr durchfuhr vertragserfull | cumpl ejecut realiz
help assist | 协助 帮助 有助 | 支援 助け 役立 | aide aid | helf hilf unterstutz | ayud
must | 需要 必须 须 应当 務必 應當 | 必要 なければ 必須 | doit devez faut besoin | muss mussen brauch erforder | deb necesit
want wish desir | 希望 想要 愿意 願意 想 | 希望 望む ご希望 たい | souhait veu voul desir | mochte wunsch wollen will | dese quier
know understand aware | 得知 知道 知晓 理解 了解 知悉 | 知る 理解 知識 認識 把握 | savoir appren compren connais | wiss erfahr verstand verstehen kenn lernen | sab conoc entend
decid determin | 决定 确定 判断 決定 判斷 判定 | 決定 判断 判定 | decid determin | entscheid bestimm festleg | decid determin
statement declar | 声明 陈述 表明 | 声明 表明 宣言 | declar enonce | erklar aussag | declar
represent behalf | 代表 代理 | 代理 代表 代わって | represent nom mandat | vertret namen stellvertret | represent nombre
author creator | 作者 创作者 | 作者 著者 作成者 | auteur createur | autor urheber verfasser | autor creador
owner propert title | 所有权 所有者 财产 產權 财产 拥有 | 所有権 所有者 財産 所有 | propriet titre | eigentum inhaber besitz | propie titular
relation relationship | 关系 關係 | 関係 | relation | beziehung verhaltnis | relacion
employ job hire | 雇用 雇佣 招聘 聘用 职位 | 雇用 採用 求人 | emploi embauch recrut | anstell arbeitgeber bewerb beschaftig | emple contrat
merger acqui reorgan bankrupt | 合并 收购 重组 破产 併購 破產 收購 | 合併 買収 再編 破産 倒産 | fusion acquisition reorganis faillite | fusion ubernahme umstruktur insolvenz konkurs | fusion adquis reorganiz quiebra
successor assign | 继承 转让 受让 繼承 轉讓 | 譲渡 承継 後継 | cession ceder success | abtret ubertrag nachfolg | ceder ces suces
indemn | 赔偿 补偿 賠償 補償 | 補償 賠償 免責 | indemn | freistell entschadig schadlos | indemn
disclaim as-is | 免责 按现状 现状 免責 按原样 | 免責 現状 | etat decli | haftungsausschluss ausschluss | renunci responsab tal
consequen indirect incident | 间接 附带 后果 间接的 偶然 | 間接 付随 結果 派生 | indirect accessoire consecut | indirekt mittelbar beilaufig folge | indirect consecuent incidental
merchantab fitness | 适销 适用性 商业性 | 商品性 適合性 | marchand adequation | marktgangig eignung | comerciab idoneid
arbit class waiv | 放弃 集体 弃权 放棄 | 放棄 集団 | renonc collecti | verzicht sammelklage | renunci colectiv
state federal provinc | 州 联邦 省 聯邦 | 州 連邦 | etat federal provinc | bundesstaat staat bundes | estado federal provinc
investigat enforcement police subpoena | 执法 调查 警察 传票 執法 | 法執行 捜査 警察 召喚 | enquete police application | strafverfolg ermittl polizei | investig policia
order injunct | 命令 传票 法院命令 | 命令 令状 | ordonnance injonction | anordnung beschluss | orden
public | 公众 公共 安全性 公眾 | 公衆 公共 公益 | public securite | offentlich sicherheit | public seguridad
vital emergency | 紧急 重大利益 生命 緊急 | 緊急 生命 | urgence vital vie | notfall lebenswichtig leben | emergencia vital vida
thirteen | 十三 13 | 13 | treize 13 | 13 dreizehn | trece 13
family household spouse | 家庭 家人 家属 | 家族 世帯 | famil foyer menage | familie haushalt | famil hogar
school educat student teach | 学校 教育 学生 教师 學校 學生 | 学校 教育 学生 教師 | ecole educat etudiant enseign eleve | schul bildung student lehr | escuel educa estudian
brand logo | 标志 标识 品牌 徽标 標誌 | ロゴ ブランド マーク | logo marque | logo marke | logo marca
code | 代码 编码 程式碼 编号 | コード | code | code | codigo
key token credential | 密钥 令牌 凭据 凭证 金鑰 憑證 | 鍵 キー トークン 資格情報 認証情報 | cle jeton identifiants | schlussel token zugangsdaten | clave token credencial
authentic authoriz | 身份验证 认证 授权 認證 驗證 | 認証 承認 | authentif autoris | authentif autorisier | autentic autoriz
session status state | 状态 会话 登录状态 狀態 | セッション 状態 ステータス | session statut etat | sitzung status zustand | sesion estado
locale | 语言偏好 区域设置 | 言語設定 ロケール | locale | sprachein | idioma
time-zone clock | 时区 時區 | タイムゾーン | fuseau | zeitzone | zona
operating-system windows android ios mac | 操作系统 作業系統 系统版本 | オペレーティング OS | exploitation android | betriebssystem android | operativo android
hardware memory cpu disk | 硬件 内存 硬盘 硬體 記憶體 | ハードウェア メモリ ディスク | materiel memoire disque | hardware speicher festplatte | hardware memoria disco
scan barcode qr | 扫描 二维码 掃描 | スキャン バーコード | scan code | scann barcode | escan
backup restore recover | 备份 恢复 還原 备份 备份 備份 復原 | バックアップ 復元 復旧 | sauvegard restaur recuper | sicherung wiederherstell backup | respald restaur recuper
cache temporar | 缓存 暂时 临时 快取 暫時 | キャッシュ 一時 | cache tempor | cache zwischenspeicher vorubergehend temporar | cache tempor
offline | 离线 本机 本地 離線 本機 | オフライン ローカル 端末内 | hors local | offline lokal | desconect local
connect | 连接 联网 连线 連接 連線 | 接続 つなが | connect relier | verbind angeschlossen | conect
traffic bandwidth speed | 流量 带宽 速度 頻寬 | トラフィック 帯域 速度 | trafic bande vitesse | verkehr bandbreite geschwindigkeit | trafico banda velocidad
protocol referr | 协议 来源 引荐 | プロトコル 参照元 | protocole refer | protokoll verweis referrer | protocolo refer
ip | ip 互联网协议 | ip インターネットプロトコル | ip | ip | ip
domain dns | 域名 网域 網域 | ドメイン | domaine | domain | dominio
certificate ssl tls | 证书 憑證 | 証明書 | certificat | zertifikat | certificad
tab window bookmark | 标签页 窗口 书签 分頁 視窗 書籤 | タブ ウィンドウ ブックマーク | onglet fenetre marque-page signet | tab fenster lesezeichen | pestan ventana marcador
keyboard typing suggestion | 键盘 键入 建议 鍵盤 | キーボード 候補 入力候補 | clavier suggestion | tastatur vorschlag | teclado sugerencia
personaliz customiz tailor | 个性化 定制 自定义 個人化 自訂 | パーソナライズ カスタマイズ 個人向け | personnalis | personalis anpass zugeschnitten | personaliz
profil | 个人资料 画像 资料 檔案 | プロフィール プロファイル | profil | profil | perfil
sponsor | 赞助 贊助 | スポンサー 協賛 | sponsor parrain | sponsor gesponsert | patrocin
campaign attribut | 活动归因 归因 宣传活动 | キャンペーン アトリビューション | campagne attribution | kampagne attribution | campan atribuc
default | 默认 缺省 預設 | 既定 デフォルト | defaut | standardmassig standard voreinstell | defecto predeterminad
extend length long | 延长 更长 长期 延長 長 | 延長 長期 長い | prolong long | verlanger lang | prolong larg
shorten brief short summary | 摘要 简短 概括 简要 簡短 | 要約 概略 短い まとめ | resume bref court | zusammenfass kurz uberblick | resum brev cort
number amount quantit | 数量 金额 号码 数目 數量 金額 號碼 | 数 金額 番号 量 | nombre montant numero quantite | anzahl betrag nummer menge zahl | numero cantidad importe
rate percent | 比例 百分 汇率 | 率 割合 パーセント | taux pourcent | rate prozent satz | tasa porcent
expire renew | 到期 续订 过期 续费 更新 續訂 過期 | 更新 期限切れ 満了 | expir renouvel | ablauf verlanger erneuer | expir renov venc
trial | 试用 試用 | 試用 トライアル | essai | probe test | prueba
promo-code gift reward prize contest | 奖励 礼品 奖品 竞赛 抽奖 獎品 | 賞品 コンテスト 特典 懸賞 | cadeau prix recompense concours | preis gewinnspiel geschenk pramie belohn | premio concurso regalo
telemetry | 遥测 使用情况 使用数据 | テレメトリ 利用状況 | telemetri usage | telemetri nutzungsdaten | telemetri uso
behavior behaviour | 行为 兴趣 行為 興趣 | 行動 行為 興味 関心 | comportement interet conduite | verhalten interesse | comportamiento interes
conduct guideline etiquette | 行为准则 守则 规范 | 行動規範 規範 | conduite code | verhaltensregel richtlinien | conducta
enforce decision penalt sanction | 处罚 裁决 制裁 决定 處罰 裁決 | 処分 制裁 罰 決定 | sanction decision peine | sanktion strafe entscheid | sancion decision pena
report | 举报 检举 投诉人 檢舉 | 通報 報告者 届出 | signal signalement | meld gemeldet | denunci notific
evidence proof good-faith | 证据 善意 证明 證據 證明 | 証拠 善意 証明 | preuve foi | beweis nachweis glauben | prueba fe
repeat duplicat | 重复 再次 反复 重複 | 重複 繰り返 再度 | repet doubl nouveau recidiv | wiederhol doppelt erneut mehrfach | repet duplic nuevo
expert professional lawyer | 专业 专家 律师 專業 律師 | 専門 プロ 弁護士 | professionnel expert avocat | fachlich experte anwalt beruf | profesional expert abogad
nonprofit foundation charit | 基金会 非营利 慈善 基金會 非營利 | 財団 非営利 慈善 | fondation lucratif caritati | stiftung gemeinnutzig wohltatig | fundacion lucro benefic
mission vision principle | 使命 原则 愿景 原則 宗旨 | 使命 原則 ミッション 理念 | mission princip | mission grundsatz prinzip | mision principi
api interface | 接口 界面 介面 | インターフェース API 画面 | interface api | schnittstelle oberflache api | interfaz api
developer maker engineer | 开发者 开发人员 工程师 開發者 | 開発者 エンジニア デベロッパ | developpeur ingenieur | entwickler ingenieur | desarrollador ingenier
preview | 预览 预发布 預覽 | プレビュー プレリリース | apercu avant-premiere preversion | vorschau vorab | vista previa
release patch upgrade | 发布 补丁 升级 升級 釋出 | リリース アップデート アップグレード | mise version publi | update aktualis | actualiz
geograph latitude coordinates gps | 地理 经纬度 定位 坐标 | 地理 緯度 経度 | geograph geolocalis | geograf standortdaten | geograf geolocaliz
street postal mailing | 邮寄 街道 邮政 郵寄 | 郵便 郵送 番地 | postal rue courrier | postanschrift strasse postal | postal calle
office headquarter department | 办公室 总部 部门 辦公室 部門 | 事務所 本社 部門 オフィス | bureau siege service departement | buro hauptsitz abteilung niederlassung | oficina sede departament
officer dpo representative | 专员 负责人 代表 專員 | 責任者 担当者 役員 | delegue responsable dirigeant | beauftragt vertreter | delegad responsab
portab | 可携 携带 副本 | ポータビリティ コピー 写し | portabilit copie | ubertragbarkeit kopie | portabilid copia
copy reproduc | 复制 复印 副本 複製 | 複製 コピー 複写 | copi reprodu | kopier verviel kopie | copi reprodu
distribut redistribut | 分发 分销 散布 傳播 分發 传播 | 配布 頒布 流通 | distribu diffus | verbreit vertreib verteil | distribu
adapt derivativ | 改编 衍生 改編 | 翻案 派生 | adapt deriv | bearbeit abgeleitet anpass | adapt deriv
exhibit | 展示 表演 发表 發表 | 上演 掲示 発表 | represent afficher | auffuhr vorfuhr zeig | exhib represent
royalt perpetual irrevoc worldwide | 永久 不可撤销 全球 免版税 全世界 | 永久 世界 取消不能 ロイヤリティ | perpetu irrevoc mondial redevance | unbefrist weltweit unwiderruf gebuhrenfrei | perpetu irrevoc mundial regal
world global | 全球 世界 全世界 | 世界 グローバル | monde mondial | welt global | mund global
export embargo | 出口 禁运 出口管制 | 輸出 禁輸 | export embargo | export ausfuhr embargo | export embarg
rating rate | 评分 评价 評分 評價 | 評価 レビュー | not evaluat avis | bewert rezension | calific valorac
welcome thank hello | 欢迎 感谢 您好 歡迎 感謝 | ようこそ ありがとう 感謝 | bienvenu merci remerci | willkommen dank | bienvenid graci
careful attention note | 仔细 注意 请注意 小心 請注意 | 注意 よくお読み 留意 | attenti note prudent | sorgfaltig beacht achtung hinweis | atenci atent not
about | 关于我们 关于 联系我们 | について お問い合わせ | propos contact | uber kontakt | acerca contact
faq | 常见问题 问答 常見問題 | よくある質問 FAQ | foire faq | haufig faq | frecuent faq
map navigation route | 地图 导航 路线 地圖 導航 | 地図 ナビ 経路 | carte navigation itineraire | karte navigation route | mapa naveg ruta
game play | 游戏 玩家 遊戲 | ゲーム プレイ | jeu jou | spiel | juego jug
music song | 音乐 歌曲 音樂 | 音楽 曲 | musique chanson | musik lied | musica cancion
chatbot assistant | 聊天机器人 助手 機器人 机器人 | チャットボット アシスタント ボット | chatbot assistant robot | chatbot assistent bot | chatbot asistente bot
prompt response output generate | 生成 回复 响应 输出 產生 回應 | 生成 応答 回答 出力 返信 | gener repon sortie | generier antwort ausgab erzeug | gener respuest salid
train | 训练 学习 訓練 學習 | 学習 トレーニング 訓練 | entrain apprentissage form | training trainier lern | entren aprend
alter circumvent bypass reverse-engineer | 规避 绕过 反向 逆向 規避 | 回避 リバース 迂回 | contourn ingenierie | umgeh ruckentwickl zuruckentwickl | eludir ingenier
interfer disrupt overload | 干扰 破坏 中断 干擾 破壞 | 妨害 干渉 中断 混乱 | perturb interf entrav | stor beeintrachtig unterbrech | interfer interrump
impersonat pretend fake | 冒充 假冒 伪装 | なりすま 偽装 詐称 | usurp imit passer | ausgeb vortausch nachahm | suplant hac
gambl drug alcohol weapon tobacco | 赌博 毒品 酒精 武器 烟草 賭博 | ギャンブル 薬物 酒 武器 賭博 | jeu drogue alcool arme tabac | glucksspiel droge alkohol waffe tabak | apuest droga alcohol arma tabaco
religio politic race ethnic | 宗教 政治 种族 民族 種族 | 宗教 政治 人種 民族 | religi politi race ethni | religi politi rass ethni | religi polit raza etni
gender orientation disab | 性别 性取向 残疾 性別 殘疾 | 性別 性的指向 障がい 障害 | genre sexe orientation handicap | geschlecht orientierung behinder | genero sexo orientac discapac
accent dialect native | 口音 方言 母语 | アクセント 方言 母語 | accent dialecte maternel | akzent dialekt muttersprach | acento dialecto nativ
dataset database corpus | 数据库 数据集 資料庫 | データベース データセット | base jeu | datenbank datensatz | base conjunt
volunteer member | 志愿者 成员 会员 成員 會員 | ボランティア メンバー 会員 | benevol membre | freiwillig mitglied | voluntari miembr
forum chat post | 论坛 聊天 帖子 論壇 | フォーラム チャット 投稿 | forum discussion publication | forum chat beitrag | foro chat publicac
"""  # noqa: E501


@lru_cache(maxsize=1)
def tables() -> dict[str, dict[str, tuple[int, ...]]]:
    """For each language, the ideas that an entry may stand for."""
    gathered: dict[str, dict[str, list[int]]] = {language: {} for language in LANGUAGES}
    for idea, row in enumerate(_TABLE.strip().splitlines()):
        for language, cell in zip(LANGUAGES, row.split("|"), strict=True):
            for entry in cell.split():
                gathered[language].setdefault(entry.lower(), []).append(idea)
    return {
        language: {entry: tuple(ideas) for entry, ideas in entries.items()}
        for language, entries in gathered.items()
    }
