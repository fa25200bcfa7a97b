//! Simplified and Traditional Chinese, told by the characters that only one of the two has.
//!
//! The characters are the most frequent of those that the reform of 1956 and 1964 changed; those whose simplified form
//! is also a traditional character of its own (后, 里, 干) are left out.

use std::sync::LazyLock;

/// One of the two ways of writing Chinese.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hand {
    /// As on the mainland and in Singapore.
    Simplified,
    /// As in Taiwan, Hong Kong and Macau.
    Traditional,
}

impl Hand {
    /// How a language is written, from its tag; `None` where the tag leaves it open (`zh`).
    #[must_use]
    pub fn of(tag: &str) -> Option<Self> {
        let mut parts = tag.split('-');
        if parts.next() != Some("zh") {
            return None;
        }
        parts.find_map(|part| match part {
            "Hans" | "CN" | "SG" | "MY" => Some(Self::Simplified),
            "Hant" | "TW" | "HK" | "MO" => Some(Self::Traditional),
            _ => None,
        })
    }

    /// The other way.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Simplified => Self::Traditional,
            Self::Traditional => Self::Simplified,
        }
    }

    /// What people call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Simplified => "Simplified Chinese",
            Self::Traditional => "Traditional Chinese",
        }
    }
}

/// How many characters of a text tell something.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Hands {
    /// Only Simplified Chinese has them.
    pub simplified: usize,
    /// Only Traditional Chinese has them.
    pub traditional: usize,
    /// They are common in Chinese and not used in Japanese.
    pub chinese: usize,
}

impl Hands {
    /// Count one character.
    pub fn count(&mut self, c: char) {
        let place = (c as usize).checked_sub(FIRST).and_then(|place| TABLE.get(place));
        let flags = place.copied().unwrap_or_default();
        self.simplified += usize::from(flags & SIMPLIFIED_ONLY != 0);
        self.traditional += usize::from(flags & TRADITIONAL_ONLY != 0);
        self.chinese += usize::from(flags & NOT_JAPANESE != 0);
    }

    /// Add what another text has.
    pub fn add(&mut self, other: Self) {
        self.simplified += other.simplified;
        self.traditional += other.traditional;
        self.chinese += other.chinese;
    }

    /// The one that nearly all of the telling characters are of, if there are at least `least`.
    #[must_use]
    pub fn clear(self, least: usize) -> Option<Hand> {
        match (self.simplified, self.traditional) {
            (a, b) if a >= least && a >= 8 * b => Some(Hand::Simplified),
            (a, b) if b >= least && b >= 8 * a => Some(Hand::Traditional),
            _ => None,
        }
    }
}

/// The first of the 20,992 characters of the block of Chinese characters that everyday text is written in.
const FIRST: usize = 0x4e00;

const SIMPLIFIED_ONLY: u8 = 1;
const TRADITIONAL_ONLY: u8 = 2;
const NOT_JAPANESE: u8 = 4;

/// What each character of the block tells, as flags.
static TABLE: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut table = vec![0; 0xa000 - FIRST];
    let lists = [(SIMPLIFIED, SIMPLIFIED_ONLY), (TRADITIONAL, TRADITIONAL_ONLY), (CHINESE_ONLY, NOT_JAPANESE)];
    for (list, flag) in lists {
        for c in list.chars() {
            if let Some(place) = (c as usize).checked_sub(FIRST).and_then(|place| table.get_mut(place)) {
                *place |= flag;
            }
        }
    }
    table
});

const CHINESE_ONLY: &str = "\
    你您们們这這那说說没沒吗嗎呢哪她吧么麼很们时过还为开现样经头动间话进见两长问关实应机东车给让从业产书买习优众决况净\
    减则刚创删别务协历变启员响团围图场块坚处够导将层岁师带帮库广张录总执扩护报换据显术极构标树检权汇测济满爱环码确种积\
    类级纯练组细终结绕绝统继续维编缓网联规视计认讨议记设访证评试详语误请读调谁负责贴资转轮软较辑输边达远连选递释链错键\
    门闭闻队阶际险随难页顶项须预领题颜额风验龙";

const SIMPLIFIED: &str = "\
    业东两个为么义乐习乡书买亚产亲亿仅从们价众优会伟传伤体侧储儿关兴养写军农决况冻净减则刚创删别剧劝办务动劳\
    势区医协单卖厂厅历压参双发变叶号叹听启员响团园围国图圆场坏块坚声处备够头夸奖妇妈孙学宁宝实审宽对寻导将尔\
    尘尝层属岁岛币师带帮广庆库应废开张弹强归当录彻径忆怀态总恶悬惯愿戏户执扩扫扬护报担拟择挂挥损换据携摆断无\
    旧时显暂术机权条来极构标栏树样档梦检楼横欢欧残毁毕气汉沟没测济浏浓润涨渐温湾滚满滤灭灯灵点炼热爱牵状独环\
    现电画畅疗监盖盘码础确离种积称稳穷竞笔签简类粮红约级纯纳纵纷纸练组细织终绍经绑结绕绘给绝统继绩绪续维绿缓\
    编缘缩网罗罚职联聪胜脑脚脱节荐药获营虑虚虽补装见观规视览觉触计订认讨让训议记讲许论设访证评识诉词译试诚话\
    详语误说请读课谁调谈谢负财责败货质购贴费资赛赞赢车转轮软轻载较辑输边达迁过运还这进远连迟适选递逻遗邮释针\
    钟钥钮链销锁错键镜长门闭问闲间闻阅队阶际陆陈险随难雾页顶项顺须预领频题颜额风飞饭馆马驱驻验骤鱼鸟齐龙";

const TRADITIONAL: &str = "\
    亞來個們偉側備傳傷僅價億優儲兒兩凍別刪則剛創劇動務勝勞勢勸區協參員問啟單嘆嘗國圍園圓圖團執堅報場塊塵壓壞\
    夠夢婦媽孫學實寧審寫寬寶將尋對導層屬島師帶幣幫庫廠廢廣廳張強彈徑從徹惡愛態慣慮慶憶應懷懸戲戶掃掛揚換揮損\
    擇擔據擬擴擺攜敗斷時暢暫書會東條業極構樂樓標樣樹機橫檔檢欄權歐歡歲歷歸殘毀氣決沒況淨減測溝溫滅滾滿漢漲漸\
    潤濃濟濾瀏灣為無煉熱燈營爾牽狀獎獨獲現環產畢畫當療發監盤眾確碼礎種稱積穩窮競筆節簡簽糧約紅納純紙級紛細紹\
    終組結絕給統綁經綠維網緒緣編緩練縮縱總績織繞繪繼續罰羅義習聞聯聰聲職聽脫腦腳興舊葉蓋薦藥處虛號術補裝見規\
    視親覺覽觀觸訂計討訓記訪設許訴評詞試話詳誇認語誠誤說誰課調談請論講謝證識譯議護讀變讓負財貨責買費貼資賣質\
    購賽贊贏車軍軟較載輕輪輯輸轉辦農這連進運過達遞遠適遲遷選遺還邊邏郵鄉醫釋針鈕銷錄錯鍵鎖鏈鏡鐘鑰長門閉開閒\
    間閱關陳陸隊階際隨險雖雙離難電霧靈響頁頂項順須預領頭頻題額顏願類顯風飛飯養館馬駐驅驗驟體魚鳥麼點齊龍";

#[cfg(test)]
mod tests {
    use super::*;

    fn hands(text: &str) -> Hands {
        let mut hands = Hands::default();
        text.chars().for_each(|c| hands.count(c));
        hands
    }

    #[test]
    fn the_two_are_told_apart() {
        assert_eq!(hands("这个页面说明如何运行测试").clear(3), Some(Hand::Simplified));
        assert_eq!(hands("這個頁面說明如何執行測試").clear(3), Some(Hand::Traditional));
        assert_eq!(hands("中文文字").clear(1), None);
        assert_eq!(hands("このページは設定の説明です").clear(3), None);
    }

    #[test]
    fn no_character_is_both() {
        assert!(SIMPLIFIED.chars().all(|c| !TRADITIONAL.contains(c)));
    }

    #[test]
    fn japanese_has_none_of_the_chinese_characters() {
        let japanese =
            "新規作成画面表示設定変更手順確認項目一覧利用者情報管理機能追加削除検索結果出力開始終了時間経過説明";
        assert_eq!(hands(japanese).chinese, 0);
        assert!(hands("我们没有这个文件").chinese >= 3);
    }

    #[test]
    fn tags() {
        assert_eq!(Hand::of("zh-TW"), Some(Hand::Traditional));
        assert_eq!(Hand::of("zh-Hans-CN"), Some(Hand::Simplified));
        assert_eq!(Hand::of("zh"), None);
        assert_eq!(Hand::of("ja"), None);
    }
}
