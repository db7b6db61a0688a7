// The rule of the subsidy in whole yen: of the handout, and of the stage while the server is away.
// Constant: the rule comes with each call.
"use strict";
window.clairvizCalculator ||= (() => {
  // 8,000,000 · 800万円 · １億2,000万: whole yen, or null for what is no amount.
  const FIGURES = "[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+";
  const AMOUNT = new RegExp(`^¥?(?:(${FIGURES})億)?(?:(${FIGURES})万)?(${FIGURES})?円?$`);
  const amount = text => {
    const match = AMOUNT.exec(text.normalize("NFKC").replace(/[\s\\]/g, "").replaceAll("、", ","));
    if (!match || !match.slice(1).some(Boolean)) return null;
    const [large, middle, small] = match.slice(1).map(part => (part ? BigInt(part.replaceAll(",", "")) : 0n));
    const below = 10000n;
    if ((match[1] && middle >= below) || ((match[1] || match[2]) && small >= below)) return null;
    return large * below * below + middle * below + small;
  };

  // What is typed under the rule that a data set holds: the texts to show, and which input is wrong.
  const answer = (told, cost, governments) => {
    const spent = amount(cost), count = amount(governments);
    const isCost = spent !== null && spent <= BigInt(told.mostYen);
    const isCount = count !== null && count >= 1n && count <= BigInt(told.mostGovernments);
    const said = (subsidy, own, limit, wrong) => ({ subsidy, own, limit, wrong, isCost, isCount, spent, count });
    if (!isCost) return said("", "", "", told.badCost);
    if (!isCount) return said("", "", "", told.badGovernments);
    if (spent === 0n) return said("", "", "", told.noCost);
    const limit = count > 1n ? told.joint : told.single;
    if (!limit) return said(told.silent, told.silent, told.silent, "");
    const yen = value => told.amount.replace("{amount}", value.toLocaleString("en-US"));
    // Whole numbers throughout; a fraction of a yen is dropped.
    const share = (spent * BigInt(told.numerator)) / BigInt(told.denominator), cap = BigInt(limit);
    const subsidy = share < cap ? share : cap;
    return said(yen(subsidy), yen(spent - subsidy), share < cap ? told.rateWord : told.capWord, "");
  };
  return { answer };
})();
