package synthetic

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// hanFirst are the commonest characters, the commonest first.
const hanFirst = `的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发
后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只
从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头
文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立
及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接
必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权
思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运`

var han, hanDice = hanByRank()

// hanByRank gives the characters of hanFirst, and after them the others of the
// first level of GB 2312: the 3,755 that its authors held to be common. The
// standard orders those by sound; here they are shuffled, always alike.
func hanByRank() ([]string, dice) {
	var list []string
	seen := map[string]bool{}
	add := func(c string) {
		if r, _ := utf8.DecodeRuneInString(c); r > 0x3000 && r != utf8.RuneError && !seen[c] {
			seen[c] = true
			list = append(list, c)
		}
	}
	for _, c := range strings.Split(hanFirst, "") {
		add(c)
	}
	first := len(list)
	const rowFrom, rowTo, cells, shift = 16, 55, 94, 0xA0
	decoder := simplifiedchinese.GBK.NewDecoder()
	for row := rowFrom; row <= rowTo; row++ {
		for cell := 1; cell <= cells; cell++ {
			// The last five cells of the last row are empty.
			if c, err := decoder.String(string([]byte{byte(shift + row), byte(shift + cell)})); err == nil {
				add(c)
			}
		}
	}
	s := newStream(number("han"))
	for i := len(list) - 1; i > first; i-- {
		j := first + s.below(i-first+1)
		list[i], list[j] = list[j], list[i]
	}
	return list, ranked(len(list))
}

// A character is followed by few others within a word. With 40 a tenth of the
// 3,755, drawn by rank, words share pairs of characters as real ones do.
const hanSuccessors = 40

var hanSuccessor = ranked(hanSuccessors)

// Chinese text is words of one to four characters without blanks; common words
// and common successors make pairs of characters come again.
var chinese = &language{
	tag: "zh",
	common: `的 是 我们 在 了 我 这 有 一 个 不 和 他 也 就 你 这个 对 人 到 说 要 都 会 上 为 来 中 很 那 能 以
他们 可以 大 没有 去 一个 但 好 看 与 地 还 时 把 从 得 多 被 如果 现在 因为 什么 所以 问题 自己 这些 工作
主席 谢谢 大家 会议 委员会 报告 我想 进行 或 最 后 让 及 等 里 下 年 月 日 次 各位 已经 一些 需要 关于 通过
讨论 建议 意见 提出 方面 今天 时间 小组 成员 项目 预算 决定 草案 文本 发言 议程 投票 同意 反对 其他 非常
认为 应该 重要 希望 请 先生 女士 之 而 并 但是 然后 怎么 可能 知道 觉得 起来 出来 每 两 三 第一 吗 呢 吧`,
	stem: func(s *stream, size int) string {
		c := han[hanDice.roll(s)]
		word := c
		for range size - 1 {
			next := newStream(number("successor"), number(c), uint64(hanSuccessor.roll(s)))
			c = han[hanDice.roll(next)]
			word += c
		}
		return word
	},
	affixes: "-的 -者 -性 -化 -家 -们 -会 -员 不- 大- -法 -部 -学 再- -力",
	comma:   "，", stop: "。", ask: "？",
}
