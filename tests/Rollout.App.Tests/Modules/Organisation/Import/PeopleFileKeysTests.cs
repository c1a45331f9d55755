using Rollout.App.Shared.DelimitedText;

namespace Rollout.App.Tests.Modules.Organisation.Import;

/// <summary>Which rows of a file are about one person.</summary>
public sealed class PeopleFileKeysTests
{
    [Fact]
    public void The_same_key_again_is_merged_into_the_same_person()
    {
        var rows = Files.Read(
            "E1;Jan;;Maes;jan@x.be;;Gent;;;\r\n" +
            "e1\u200B;Jan;;Maes;;;Gent;;;\r\n" +
            ";Jan;;Maes;JAN@x.be;;Gent;;;\r\n");

        Assert.Equal([0, 0, 0], rows.Select(row => row.Identity));
        Assert.All(rows.Skip(1), row => Assert.True(row.Codes.HasFlag(ImportCodes.DuplicateMerged)));
        Assert.All(rows, row => Assert.Equal("jan@x.be", row.Person!.Email));
        Assert.All(rows, row => Assert.Equal("e1", row.Person!.NumberKey));
    }

    [Fact]
    public void Leading_zeros_make_another_number()
    {
        var rows = Files.Read("0106;Jan;;Maes;a@x.be;;Gent;;;\r\n106;Piet;;Maes;b@x.be;;Gent;;;\r\n");

        Assert.Equal([0, 1], rows.Select(row => row.Identity));
    }

    [Fact]
    public void An_email_belongs_to_one_personnel_number()
    {
        var rows = Files.Read(
            "1;Jan;;Maes;jan@x.be;;Gent;;;\r\n" +
            "2;Piet;;Maes;Jan <JAN@X.be>;;Gent;;;\r\n" +
            "2;Piet;;Maes;piet@x.be;;Gent;;;\r\n");

        Assert.Equal("E_DUP_EMAIL_OTHER_PERSON W_EMAIL_DISPLAYNAME", string.Join(' ', ImportCodeNames.Of(rows[1].Codes)));
        Assert.Equal(ImportCodes.None, rows[2].Codes);
    }

    [Fact]
    public void An_email_that_its_owner_gave_up_is_free()
    {
        var rows = Files.Read(
            "1;Jan;;Maes;info@x.be;;Gent;;;\r\n" +
            "1;Jan;;Maes;jan@x.be;;Gent;;;\r\n" +
            "2;Piet;;Maes;info@x.be;;Gent;;;\r\n");

        Assert.All(rows, row => Assert.False(row.Codes.Refuse()));
    }

    [Fact]
    public void A_number_that_comes_later_joins_the_person_with_that_email()
    {
        var rows = Files.Read(
            ";Jan;;Maes;jan@x.be;;Gent;;;\r\n" +
            "1;Jan;;Maes;jan@x.be;;Gent;;;\r\n" +
            "2;Jan;;Maes;jan@x.be;;Gent;;;\r\n");

        Assert.Equal([0, 0, -1], rows.Select(row => row.Identity));
        Assert.True(rows[2].Codes.HasFlag(ImportCodes.EmailOfOtherPerson));
    }

    [Fact]
    public void A_refused_row_takes_no_key()
    {
        var rows = Files.Read("1;Jan;;Maes;jan@x.be;;Nergens;;;\r\n1;Jan;;Maes;jan@x.be;;Gent;;;\r\n");

        Assert.Equal(ImportCodes.None, rows[1].Codes);
    }

    [Fact]
    public void Someone_with_only_a_mobile_is_known_by_its_digits()
    {
        var rows = Files.Read(";Jan;;Maes;;+32 470-12.34/56;Gent;;;\r\n;Jan;;Maes;;+32470123456;Gent;;;\r\n");

        Assert.Equal([0, 0], rows.Select(row => row.Identity));
    }
}
