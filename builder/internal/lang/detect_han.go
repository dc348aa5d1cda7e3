package lang

import "sync"

// hanPairs are common characters that are written one way in simplified and
// another way in traditional Chinese, simplified first. Left out are those
// whose simplified form is also a usual traditional character (后 里 干 面 只
// 系 台 松 谷 几 云 于 and their like) or a variant in use (踪 够 强), for they
// tell nothing apart.
const hanPairs = "" +
	"们們这這个個来來为為时時说說会會国國对對过過动動开開问問题題点點" +
	"没沒还還经經样樣进進关關学學现現发發应應话話让讓见見实實觉覺间間" +
	"长長认認边邊给給头頭业業产產电電车車东東门門听聽书書师師儿兒爱愛" +
	"气氣万萬与與义義乐樂习習买買卖賣乱亂争爭亏虧亚亞亿億仅僅从從仓倉" +
	"仪儀众眾优優传傳伤傷伦倫伟偉侧側侨僑俭儉债債倾傾偿償储儲兰蘭兴興" +
	"养養决決况況净淨减減凤鳳凯凱击擊创創则則刚剛别別剧劇剑劍办辦务務" +
	"劳勞势勢劲勁励勵劝勸区區医醫华華协協单單卢盧卫衛厂廠厅廳历歷厉厲" +
	"压壓厌厭县縣参參双雙变變叶葉吓嚇吗嗎启啟吴吳员員呜嗚响響哑啞哗嘩" +
	"唤喚喷噴嘱囑团團园園围圍图圖圆圓圣聖场場坏壞块塊坚堅坛壇坟墳坠墜" +
	"垄壟垒壘垦墾垫墊堕墮墙牆壮壯声聲处處备備夹夾夺奪奋奮奖獎妇婦妈媽" +
	"娱娛婴嬰孙孫宁寧宝寶审審宪憲宫宮宽寬宾賓寝寢寻尋导導将將尔爾尘塵" +
	"尝嘗层層届屆属屬岁歲岂豈岗崗岛島岭嶺峡峽币幣帅帥帐帳帜幟带帶帮幫" +
	"庄莊庆慶库庫庙廟废廢异異弃棄张張弯彎弹彈归歸录錄彻徹径徑忆憶忧憂" +
	"怀懷态態总總恋戀恶惡恼惱悦悅悬懸惊驚惧懼惯慣愤憤愿願懒懶戏戲战戰" +
	"户戶执執扩擴扫掃扬揚抚撫抢搶护護报報担擔拟擬拥擁择擇挤擠挥揮损損" +
	"换換掷擲搁擱摄攝摆擺摇搖撑撐敌敵数數斩斬断斷无無旧舊旷曠显顯晋晉" +
	"晓曉暂暫术術机機杀殺杂雜权權条條杨楊极極构構枪槍柜櫃标標栈棧栋棟" +
	"栏欄树樹桥橋档檔梦夢检檢楼樓横橫欢歡欧歐残殘毕畢汇匯汉漢汤湯沟溝" +
	"泽澤洁潔浅淺测測济濟浓濃涛濤润潤涨漲渐漸渔漁湾灣湿濕满滿滚滾滨濱" +
	"潜潛灭滅灯燈灵靈灾災炉爐烂爛烦煩烧燒热熱牺犧状狀犹猶独獨狭狹狮獅" +
	"猎獵猪豬猫貓环環玛瑪琐瑣疗療疯瘋疮瘡痒癢瘫癱盐鹽监監盖蓋盘盤睁睜" +
	"矫矯矿礦码碼砖磚础礎确確碍礙礼禮祸禍离離种種积積称稱税稅稳穩穷窮" +
	"窃竊竞競笔筆签簽简簡类類粮糧紧緊红紅约約级級纪紀纯純纲綱纳納纵縱" +
	"纷紛纸紙纽紐线線练練组組细細织織终終绍紹结結绕繞绘繪络絡绝絕统統" +
	"继繼绩績绪緒续續维維综綜缓緩编編缘緣缩縮缴繳网網罗羅罚罰职職联聯" +
	"肃肅肤膚肿腫脑腦脚腳脱脫舰艦艰艱艺藝节節苏蘇荐薦药藥获獲营營萨薩" +
	"蓝藍虑慮虽雖蚂螞补補衬襯装裝规規视視览覽触觸誉譽计計订訂讨討训訓" +
	"议議讯訊记記讲講许許论論设設访訪证證评評识識诉訴词詞译譯试試诗詩" +
	"诚誠详詳语語误誤请請诸諸读讀课課谁誰调調谈談谋謀谓謂谢謝谦謙贝貝" +
	"负負贡貢财財责責败敗货貨质質贫貧购購贯貫贴貼贵貴贷貸贸貿费費资資" +
	"赋賦赏賞赔賠赖賴赚賺赛賽赞贊赵趙践踐轨軌转轉轮輪软軟轻輕载載较較" +
	"辅輔辆輛辈輩辉輝输輸辞辭达達迁遷运運违違连連迟遲适適选選递遞遗遺" +
	"邓鄧邮郵邻鄰酱醬释釋针針钟鐘钢鋼钱錢铁鐵铜銅银銀链鏈销銷锁鎖错錯" +
	"键鍵锋鋒镇鎮镜鏡闭閉闲閒闻聞阅閱队隊阳陽阴陰阵陣阶階际際陆陸陈陳" +
	"险險随隨隐隱难難雾霧静靜韩韓页頁顶頂项項顺順须須顾顧预預领領频頻" +
	"颜顏额額风風飞飛饭飯饮飲馆館马馬驱驅驾駕验驗骂罵骗騙鱼魚鲁魯鲜鮮" +
	"鸟鳥鸡雞麦麥黄黃龙龍龄齡"

// hanTraditional are common traditional characters whose simplified form is a
// traditional character too, so that they tell one way only.
const hanTraditional = "後裡於麼幾隻麵鬆範餘準衝蹤據醜鬥髮錶鬱縴慾嚮颱檯滷闢捲"

// hanFirst and hanLast bound the block of Han characters that both are from.
const hanFirst, hanLast = 0x4E00, 0x9FFF

// Which way of writing a character is a mark of.
const (
	simplified  = 1
	traditional = 2
	cantonese   = 3
)

// hanCantonese are the characters that speech of Hong Kong is full of when it
// is written down as it is spoken, and that no other Chinese has.
const hanCantonese = "嘅咗喺哋冇啲佢嚟咁嗰唔嘢噉咩"

// hanMarks says of each character from hanFirst on what it is a mark of, 0 for
// nothing.
var hanMarks = sync.OnceValue(func() *[hanLast - hanFirst + 1]uint8 {
	t := new([hanLast - hanFirst + 1]uint8)
	which := uint8(simplified)
	for _, r := range hanPairs {
		t[r-hanFirst] = which
		which = simplified + traditional - which
	}
	for _, r := range hanTraditional {
		t[r-hanFirst] = traditional
	}
	for _, r := range hanCantonese {
		t[r-hanFirst] = cantonese
	}
	return t
})
