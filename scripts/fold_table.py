"""Write clairviz/base/fold.csv: characters that matching and search take for another.

    pip install cjkfold==0.4.0 jntajis-python==0.1.0      (MIT; BSD-3-Clause)
    python scripts/fold_table.py

Run once; the program needs neither package. A character goes to one that stands for the same
word in a name or a text; characters with words of their own (竈 and 釜, 斎 and 斉) stay apart.
Pairs of the packages that confuse two words are left out by name.
"""

import csv
from pathlib import Path

import cjkfold
import jntajis

FILE = Path(__file__).resolve().parent.parent / "clairviz" / "base" / "fold.csv"

# The forms in brackets of the table of characters for general use (常用漢字表, cabinet notice 2
# of 2010), and forms of JIS X 0208 that name the same place or person.
OLD_FORMS = """
亞亜 惡悪 壓圧 圍囲 醫医 爲為 壹壱 隱隠 榮栄 營営 衞衛 驛駅 圓円 鹽塩 緣縁 艷艶 應応 歐欧 毆殴 櫻桜 奧奥
橫横 溫温 穩穏 假仮 價価 禍禍 畫画 會会 壞壊 悔悔 懷懐 海海 繪絵 慨慨 槪概 擴拡 殼殻 覺覚 學学 嶽岳 樂楽
喝喝 渴渇 褐褐 勸勧 卷巻 寬寛 歡歓 漢漢 罐缶 觀観 關関 陷陥 顏顔 器器 既既 歸帰 氣気 祈祈 龜亀 僞偽 戲戯
犧犠 舊旧 據拠 擧挙 虛虚 峽峡 挾挟 狹狭 鄕郷 響響 曉暁 勤勤 謹謹 區区 驅駆 勳勲 薰薫 徑径 惠恵 揭掲 溪渓
經経 繼継 莖茎 螢蛍 輕軽 鷄鶏 藝芸 擊撃 缺欠 儉倹 劍剣 圈圏 檢検 權権 獻献 硏研 縣県 險険 顯顕 驗験 嚴厳
效効 廣広 恆恒 鑛鉱 號号 國国 黑黒 穀穀 碎砕 濟済 齋斎 劑剤 櫻桜 册冊 殺殺 雜雑 參参 慘惨 棧桟 蠶蚕 贊賛
殘残 絲糸 祉祉 視視 齒歯 兒児 辭辞 濕湿 實実 舍舎 寫写 煮煮 社社 者者 釋釈 壽寿 收収 臭臭 從従 澁渋 獸獣
縱縦 祝祝 肅粛 處処 暑暑 署署 緖緒 諸諸 敍叙 奬奨 將将 涉渉 燒焼 稱称 證証 乘乗 剩剰 壤壌 孃嬢 條条 淨浄
狀状 疊畳 讓譲 釀醸 囑嘱 觸触 寢寝 愼慎 眞真 神神 盡尽 圖図 粹粋 醉酔 穗穂 隨随 髓髄 樞枢 數数 瀨瀬 聲声
靜静 齊斉 攝摂 竊窃 節節 專専 戰戦 淺浅 潛潜 纖繊 踐践 錢銭 禪禅 曾曽 祖祖 僧僧 雙双 壯壮 層層 搜捜 插挿
巢巣 爭争 瘦痩 總総 莊荘 裝装 騷騒 增増 憎憎 臟臓 藏蔵 贈贈 卽即 屬属 續続 墮堕 對対 體体 帶帯 滯滞 臺台
瀧滝 擇択 澤沢 單単 嘆嘆 擔担 膽胆 團団 彈弾 斷断 癡痴 遲遅 晝昼 蟲虫 鑄鋳 著著 廳庁 徵徴 懲懲 聽聴 敕勅
鎭鎮 塚塚 遞逓 鐵鉄 轉転 點点 傳伝 都都 黨党 盜盗 燈灯 當当 鬭闘 德徳 獨独 讀読 突突 屆届 繩縄 難難 貳弐
惱悩 腦脳 霸覇 廢廃 拜拝 梅梅 賣売 麥麦 發発 髮髪 拔抜 繁繁 晚晩 蠻蛮 卑卑 碑碑 祕秘 賓賓 敏敏 甁瓶 侮侮
福福 拂払 佛仏 倂併 塀塀 竝並 變変 邊辺 邉辺 勉勉 步歩 寶宝 豐豊 褒褒 墨墨 沒没 飜翻 每毎 萬万 滿満 免免
麵麺 默黙 餠餅 彌弥 譯訳 藥薬 與与 豫予 餘余 譽誉 搖揺 樣様 謠謡 來来 賴頼 亂乱 欄欄 覽覧 隆隆 龍竜 虜虜
兩両 獵猟 綠緑 淚涙 壘塁 類類 禮礼 勵励 戾戻 靈霊 齡齢 曆暦 歷歴 戀恋 練練 鍊錬 爐炉 勞労 廊廊 朗朗 樓楼
郞郎 祿禄 錄録 灣湾 辨弁 瓣弁 辯弁 辧弁 濱浜 濵浜 嶋島 嶌島 舘館 冨富 峯峰 淵渕 曻昇 栁柳 桒桑 冝宜 凬風
靍鶴 靏鶴 凞熈 礪砺 檜桧 藪薮 籠篭 鶯鴬 諫諌 儘侭 靱靭 壺壷 蠣蛎 蠇蛎 頸頚 攪撹 灌潅 埜野 壻婿 穐秋 邨村
槇槙 遙遥 瑤瑶 堯尭 凉涼 凛凜 萠萌 彥彦 巖巌 厰廠 駈駆 鉤鈎 贋贗 蔣蒋 摑掴 噓嘘 剝剥 頰頬 塡填 𠮟叱 繫繋
蟬蝉 醬醤 瀆涜 禱祷 鷗鴎 鹼鹸 躪躙 顚顛 驒騨 麴麹 萊莱 蠟蝋 囊嚢 搔掻 俠侠 竃竈 葢蓋 嵜崎
"""
# Not the same word, or not the same place: the packages' pairs and ours that are not taken.
LEFT_OUT = set("杮巿茍壳玆汩丗𠀍𡿳𡿦𠤎𠙴乄閒尔眾")


def main() -> None:
    """Gather, follow chains to their end, write."""
    pairs: dict[str, tuple[str, str]] = {}
    rule = jntajis.MJShrinkSchemeCombo.JIS_INCORPORATION_UCS_UNIFICATION_RULE
    for code in (*range(0x3400, 0xA000), *range(0x20000, 0x31350)):
        character = chr(code)
        if not _in_jis(character):
            found = [one for one in jntajis.mj_shrink_candidates(character, rule) if one != character]
            if len(found) == 1 and _in_jis(found[0]):
                pairs[character] = (found[0], "jntajis")
    saki = jntajis.jnta_shrink_translit("﨑")
    pairs["﨑"] = (saki, "jntajis")
    for character, plain in cjkfold.EQUIVALENT_IDEOGRAPH.items():
        if "\u2e80" <= character <= "\u2eff" and _in_jis(plain):
            pairs[character] = (plain, "cjkfold")
    for old, new in OLD_FORMS.split():
        if old != new:
            pairs[old] = (new, "old form")
    pairs = {one: pair for one, pair in pairs.items() if one not in LEFT_OUT}
    with FILE.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("character", "folds_to", "origin"))
        for character in sorted(pairs):
            target, origin = pairs[character]
            while target in pairs:
                target = pairs[target][0]
            writer.writerow((character, target, origin))


def _in_jis(character: str) -> bool:
    try:
        character.encode("shift_jis")
    except UnicodeEncodeError:
        return False
    return True


if __name__ == "__main__":
    main()
