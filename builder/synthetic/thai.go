package synthetic

import "strings"

var (
	thaiConsonants = strings.Fields("ก น ร ม ส ท ป ว ค ต พ ด จ ล ข บ ห ช ย อ ผ ศ ธ ถ ภ ซ ฟ กร ปร ตร พร คร กล ปล")
	thaiConsonant  = ranked(len(thaiConsonants))
	// The frames of a syllable: some vowels stand before the consonant, 1.
	thaiFrames = strings.Fields("1า 1 เ1 1ี 1อ แ1 1ู 1ิ โ1 1ั 1ุ 1ื 1ึ 1้า 1่า เ1ีย 1ัว")
	thaiFrame  = ranked(len(thaiFrames))
	thaiCodas  = strings.Fields("น ง ม ก บ ด ย ว ร ล")
	thaiCoda   = ranked(len(thaiCodas))
)

// Thai text has no blanks between words, only between sentences.
var thai = &language{
	tag: "th",
	common: `ที่ และ ใน การ เป็น มี ของ ได้ ไม่ ว่า จะ ให้ เรา นี้ ก็ มา กับ ไป แล้ว คน จาก อยู่ โดย หรือ ต้อง
ความ นั้น แต่ ครับ ค่ะ ท่าน ประธาน เรื่อง ทำ กัน ถ้า ขอ คือ ซึ่ง อย่าง เพื่อ ด้วย ถึง เมื่อ ผม ดิฉัน
ขอบคุณ คำถาม ประชุม คณะกรรมการ รายงาน โครงการ งาน กลุ่ม สมาชิก งบประมาณ วาระ มติ ข้อเสนอ เวลา วันนี้
ปี มาก ทุก อีก เพราะ ยัง เห็น ตาม ทั้ง หนึ่ง สอง แรก อะไร ทำไม อย่างไร ที่สุด ก่อน หลัง ระหว่าง`,
	stem: func(s *stream, size int) string {
		var b strings.Builder
		for range size - 1 { // Thai words are short: of one syllable for two elsewhere
			b.WriteString(strings.Replace(thaiFrames[thaiFrame.roll(s)], "1", thaiConsonants[thaiConsonant.roll(s)], 1))
			b.WriteString(thaiCodas[thaiCoda.roll(s)])
		}
		return b.String()
	},
	affixes: "การ- ความ- -กร นัก- ผู้- -ภาพ ที่- -ศาสตร์ น่า- -ธรรม",
	gap:     " ", comma: " ", ask: "ไหม",
}
