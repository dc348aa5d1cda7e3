package people

import "testing"

func TestRolesAreOneInEveryLanguage(t *testing.T) {
	for label, want := range map[string]string{
		"The Chair": "chair", "主席": "chair", "Председатель": "chair", "الرئيس": "chair", "Présidente": "chair", "Die Vorsitzende": "chair", "Voorzitter": "chair", "Przewodnicząca": "chair", "위원장": "chair", "היו״ר": "chair", "היו”ר": "chair",
		"主持人": "moderator", "Host": "moderator", "記者": "journalist", "旁白": "narrator", "Q": "question", "問": "question",
		"Speaker 1": "", "Interviewer 2": "", "Ana Ruiz": "", "": "", "JD": "",
	} {
		if got := RoleOf(label); got != want {
			t.Errorf("%q is %q, want %q", label, got, want)
		}
	}
	for label := range roles() {
		if !Nobody(label) {
			t.Errorf("%q is a role, and a person's name", label)
		}
	}
}

func TestDelegationsByTheirLabels(t *testing.T) {
	for label, want := range map[string]string{
		"瑞士代表": "CH", "日本代表団": "JP", "Representative of Switzerland": "CH", "The delegation of the Netherlands": "NL",
		"Délégation de la Suisse": "CH", "Representante del Perú": "PE", "وفد مصر": "EG", "Switzerland": "", "Georgia": "",
		"Observer from France": "FR", "the representatives of Chile": "CL", "la delegada de Cuba": "CU", "Representante do Brasil": "BR",
		"VERTRETERIN DER SCHWEIZ": "CH", "Delegierte aus Kenia": "KE", "Kenya's delegate": "KE", "Chile delegation": "CL",
		"Sales representative": "", "代表": "", "Delegate of Justice": "",
	} {
		if got := DelegationOf(label); got != want {
			t.Errorf("%q speaks for %q, want %q", label, got, want)
		}
	}
}
