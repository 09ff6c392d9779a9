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
