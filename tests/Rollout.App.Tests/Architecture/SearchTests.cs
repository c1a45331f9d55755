using System.Text.RegularExpressions;

namespace Rollout.App.Tests.Architecture;

/// <summary>People are found in one way, whatever box something was typed in, and stand in lists as their country sorts names.</summary>
public sealed partial class SearchTests
{
    private static readonly IReadOnlyList<Source> App = Sources.Under("src/Rollout.App", ".cs", ".razor");

    [Fact]
    public void People_are_searched_by_the_one_expression_and_nowhere_otherwise() =>
        Found.Nothing(
            from source in App
            where source.Name != "PeopleSearch.cs"
            from Match hit in OwnSearch().Matches(source.Text)
            select $"{source.At(hit.Index)} searches people itself: use PeopleSearch.Matching");

    [Fact]
    public void Lists_of_people_are_sorted_by_the_sort_name() =>
        Found.Nothing(
            from source in App
            where !source.Path.Contains("/Demo/", StringComparison.Ordinal) && source.Name != "SignInAs.cs" // the demo's people are chosen, not listed
            from Match hit in SpokenOrder().Matches(source.Text)
            select $"{source.At(hit.Index)} sorts people by their given names: sort by SortName");

    [Fact]
    public void Text_is_normalized_where_no_valid_text_ends_in_an_exception() =>
        Found.Nothing(
            from source in Sources.Under("src", ".cs", ".razor")
            where source.Name != "TextNormalizer.cs"
            from Match hit in OwnNormalization().Matches(source.Text)
            select $"{source.At(hit.Index)} normalizes text itself: use TextNormalizer.In");

    [Fact]
    public void Every_search_box_belongs_to_a_search_by_the_one_expression()
    {
        // The page's query: a box in a component is of the page that shows it. The door's box hides rows of a list that is there already, and asks FindDoor where no name fits.
        var boxes = App.Where(s => s.Name.EndsWith(".razor", StringComparison.Ordinal) && s.Text.Contains("type=\"search\"", StringComparison.Ordinal)).Select(s => s.Name).Order(StringComparer.Ordinal);

        Assert.Equal(
            [
                "AppointPage.razor", "AuditPage.razor", "BoardSheet.razor", "BranchCardsPage.razor", "DoorPage.razor", "KeyUsersPage.razor", "MainLayout.razor", "MergePage.razor", "MoveCreditPage.razor", "MyColleaguesPage.razor", "NavMenu.razor", "OutboxFilters.razor",
                "PeoplePage.razor", "RolesSheet.razor", "SearchPage.razor", "SuggestionList.razor", "WalkInSheet.razor",
            ],
            boxes);
        Assert.Equal(
            [
                "FindColleaguesToAsk.cs", "FindCreditToMove.cs", "FindDoor.cs", "FindPeopleToAppoint.cs", "ListAccessCards.cs", "ListAmbassadors.cs", "ListAudit.cs", "ListKeyUsers.cs", "ListOutbox.cs", "ListPeople.cs", "ListRoles.cs", "OnePerson.cs", "PeopleApi.cs", "SearchEverything.cs", "SuggestCandidates.cs",
            ],
            App.Where(s => s.Text.Contains(".Matching(", StringComparison.Ordinal)).Select(s => s.Name).Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"\b(SearchName|DepartmentKey|MobileKey|Email!?)\.(Contains|StartsWith|EndsWith)\(|EF\.Functions\.I?Like")]
    private static partial Regex OwnSearch();

    [GeneratedRegex(@"\.(Normalize|IsNormalized)\((System\.Text\.)?(NormalizationForm|\))")]
    private static partial Regex OwnNormalization();

    [GeneratedRegex(@"(orderby [^\n]*|(Order|Then)By(Descending)?\([^\n]*)\.SearchName")]
    private static partial Regex SpokenOrder();
}
