"""The functions a query of an analyst may use: those that take values and give values.

Left out is everything that tells of the machine or the session, waits, reads a file, runs text
as SQL, or makes long values of short ones (repeat, lpad, range up to any number).
"""

_FUNCTIONS = """
+ - * / // % ** ^ || & | << >> ~ ! ~~ !~~ ~~* !~~* ~~~ ^@ @ @> <@ && !__postfix
abs ceil ceiling floor round trunc sign sqrt cbrt exp ln log log2 log10 pow power mod greatest least
fdiv divide add subtract multiply pi radians degrees gcd lcm isnan isinf isfinite even
lower upper lcase ucase length len strlen char_length character_length trim ltrim rtrim substring substr
left right contains starts_with ends_with suffix prefix position strpos instr replace translate reverse
concat concat_ws string_split split str_split split_part chr ascii unicode ord nfc_normalize
strip_accents like_escape not_like_escape ilike_escape not_ilike_escape format_bytes bar hash md5 sha256
levenshtein editdist3 damerau_levenshtein hamming jaccard jaro_similarity jaro_winkler_similarity
regexp_matches regexp_full_match regexp_extract regexp_extract_all regexp_replace regexp_split_to_array
year month day quarter week dayofweek dayofyear decade century date_part datepart date_diff datediff
date_trunc datetrunc date_add date_sub make_date strftime strptime last_day monthname dayname age
to_years to_months to_weeks to_days to_hours to_minutes to_seconds
coalesce ifnull nullif nvl if ifelse typeof constant_or_null
count count_star count_if countif sum avg mean min max median mode product first last any_value arbitrary
stddev stddev_samp stddev_pop variance var_samp var_pop corr covar_samp covar_pop skewness kurtosis
quantile quantile_cont quantile_disc percentile_cont percentile_disc approx_count_distinct
approx_quantile arg_min arg_max argmin argmax min_by max_by bool_and bool_or bit_and bit_or bit_xor
string_agg group_concat listagg list array_agg histogram entropy mad
regr_slope regr_intercept regr_r2 regr_count regr_avgx regr_avgy regr_sxx regr_sxy regr_syy
row_number rank dense_rank rank_dense percent_rank cume_dist ntile lag lead first_value last_value
nth_value fill
list_value array_value list_contains list_has array_contains array_has list_has_any list_has_all
array_has_any array_has_all list_distinct list_unique list_sort array_sort list_reverse_sort
list_position list_indexof array_position array_length list_concat array_concat list_cat list_append
list_extract list_element array_extract list_slice array_slice list_aggregate list_sum list_min list_max
list_avg list_count list_first list_last list_filter array_filter list_transform array_transform
list_apply apply filter list_intersect array_intersect list_reverse array_reverse flatten unnest
array_to_string list_any_value list_string_agg list_zip
struct_pack struct_extract row map map_keys map_values map_extract element_at cardinality
grouping grouping_id
"""
FUNCTIONS = frozenset(_FUNCTIONS.split())
# Besides these, a table function must not stand in FROM.
TABLE_FUNCTIONS = frozenset({"unnest"})
# Types to cast to.
_TYPES = """
bool boolean tinyint smallint int integer bigint hugeint int1 int2 int4 int8 long short signed
utinyint usmallint uinteger ubigint uhugeint float float4 float8 real double decimal numeric
varchar text string char bpchar date time timestamp interval list struct map
"""
TYPES = frozenset(_TYPES.split())
