using Rollout.Domain.People;

namespace Rollout.Domain.Tests.People;

public sealed class PersonNamesTests
{
    [Theory]
    [InlineData("Jan", "van den", "Berg", "NL", "berg\tjan\tvan den")]
    [InlineData("Jan", "", "van den Berg", "NL", "berg\tjan\tvan den")]
    [InlineData("Jan", "", "Van den Berg", "BE", "van den berg\tjan\t")]
    [InlineData("Jan", "van den", "Berg", "BE", "van den berg\tjan\t")]
    [InlineData("Charles", "", "de Gaulle", "FR", "gaulle\tcharles\tde")]
    [InlineData("Valéry", "", "d’Estaing", "FR", "estaing\tvalery\td")]
    [InlineData("Marie", "", "Du Bellay", "FR", "du bellay\tmarie\t")]
    [InlineData("Zoë", "", "Ångström", "BE", "angstrom\tzoe\t")]
    [InlineData("An", "", "Ten", "NL", "ten\tan\t")]
    [InlineData("Madonna", "", "", "NL", "madonna\t\t")]
    public void A_name_is_sorted_where_its_country_looks_for_it(string given, string infix, string family, string country, string key) =>
        Assert.Equal(key, PersonNames.SortKey(given, infix, family, country));
}
