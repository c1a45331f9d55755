#!/usr/bin/env bash
# PublicHoliday 3.17.0 (NuGet): the list of a year against the question about a day, for the countries where they differ.
#
# PublicHolidays(year) lists the days of a year, IsPublicHoliday(day) answers for one. For most countries they agree on every day. In Slovenia Easter Monday
# is a day off by law and is listed, but IsPublicHoliday says no whenever it falls in March (2027, 2032, 2035), so IsWorkingDay says it is a working day.
# In the United States New Year's Day is observed on the Friday before when it is a Saturday (5 U.S.C. 6103(b)): 31 December 2027 is a
# holiday by IsPublicHoliday, and is in the list of 2028 only; who looks a day up in the list of its own year works on it.
# Mexico and Serbia differ too, and Portugal's PublicHolidaysInformation has days in it that are no holidays there (26 December).
# Italy's new holiday, Saint Francis on 4 October (law 151 of 8 October 2025, from 2026 on), is in neither.
# No issue about it was found.
#
# What it means: ask one of the two everywhere; with the list, look into the next year's as well.
# Needs: dotnet (SDK 10). Prints what was seen; exits with 1 when any of it changes.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"

cat > days.csproj <<'X'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup><PackageReference Include="PublicHoliday" Version="[3.17.0]" /></ItemGroup>
</Project>
X
cat > Program.cs <<'X'
using PublicHoliday;

foreach (var country in Enum.GetValues<PublicHolidayCountryCode>())
{
    var holidays = PublicHolidayFactory.GetPublicHolidayForCountry(country);
    var different = 0;
    for (var day = new DateTime(2024, 1, 1); day.Year <= 2035; day = day.AddDays(1))
    {
        different += holidays.PublicHolidays(day.Year).Any(d => d.Date == day) == holidays.IsPublicHoliday(day) ? 0 : 1;
    }

    if (different > 0)
    {
        Console.WriteLine($"{country}: {different} days of 2024 to 2035 are listed and denied, or the other way round");
    }
}

void Show(string what, IPublicHolidays holidays, DateTime day)
{
    var listed = string.Join(" and ", Enumerable.Range(day.Year - 1, 3).Where(year => holidays.PublicHolidays(year).Any(d => d.Date == day)));
    Console.WriteLine($"{what}, {day:yyyy-MM-dd}: in the list of {(listed == "" ? "no year" : listed)}; a holiday: {holidays.IsPublicHoliday(day)}; a working day: {((PublicHolidayBase)holidays).IsWorkingDay(day)}");
}

Show("Slovenia, Easter Monday in April", new SloveniaPublicHoliday(), new DateTime(2026, 4, 6));
Show("Slovenia, Easter Monday in March", new SloveniaPublicHoliday(), new DateTime(2027, 3, 29));
Show("United States, New Year's Day observed", new USAPublicHoliday(), new DateTime(2027, 12, 31));
Show("Italy, Saint Francis", new ItalyPublicHoliday(), new DateTime(2027, 10, 4));
Console.WriteLine($"Portugal, 26 December 2025: holiday {new PortugalPublicHoliday().IsPublicHoliday(new DateTime(2025, 12, 26))}, in the information {new PortugalPublicHoliday().PublicHolidaysInformation(2025).Any(h => h.ObservedDate.Date == new DateTime(2025, 12, 26))}");
X
dotnet run -v q | tee seen

diff seen - <<'X' && echo "As described."
Mx: 10 days of 2024 to 2035 are listed and denied, or the other way round
Rs: 46 days of 2024 to 2035 are listed and denied, or the other way round
Si: 3 days of 2024 to 2035 are listed and denied, or the other way round
Se: 1 days of 2024 to 2035 are listed and denied, or the other way round
Us: 2 days of 2024 to 2035 are listed and denied, or the other way round
Slovenia, Easter Monday in April, 2026-04-06: in the list of 2026; a holiday: True; a working day: False
Slovenia, Easter Monday in March, 2027-03-29: in the list of 2027; a holiday: False; a working day: True
United States, New Year's Day observed, 2027-12-31: in the list of 2028; a holiday: True; a working day: False
Italy, Saint Francis, 2027-10-04: in the list of no year; a holiday: False; a working day: True
Portugal, 26 December 2025: holiday False, in the information True
X
