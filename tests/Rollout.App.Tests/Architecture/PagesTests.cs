using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Rollout.App.Hosting;

namespace Rollout.App.Tests.Architecture;

/// <summary>Conventions for every page and component.</summary>
public sealed partial class PagesTests
{
    // Mails have inline styles, because mail programs support nothing else.
    private static readonly IReadOnlyList<Source> Components = [.. Sources.Under("src", ".razor").Where(s => !IsMail(s))];

    private static readonly IReadOnlyList<Type> Pages =
        [.. typeof(RolloutApp).Assembly.GetTypes().Where(t => t.GetCustomAttributes<RouteAttribute>().Any())];

    [Fact]
    public void No_component_holds_words_of_its_own() =>
        Found.Nothing(
            from source in Sources.Under("src", ".razor")
            from line in Markup.Said(source)
            select $"{source.Path}: {line}");

    [Fact]
    public void No_attribute_that_is_read_out_holds_words_of_its_own() =>
        Found.Nothing(
            from source in Sources.Under("src", ".razor")
            from Match attribute in ReadOut().Matches(Markup.Prepared(source.Text))
            select $"{source.Path}: {attribute.Value}");

    [Fact]
    public void No_page_brings_styles_or_scripts_that_the_content_security_policy_forbids() =>
        Found.Nothing(
            from source in Components
            from Match forbidden in Forbidden().Matches(Markup.Prepared(source.Text))
            select $"{source.Path}: {forbidden.Value}");

    [Fact]
    public void A_page_that_anyone_may_open_has_no_circuit() =>
        Found.Nothing(
            from page in Pages
            where page.GetCustomAttribute<RenderModeAttribute>() is not null && page.GetCustomAttribute<AllowAnonymousAttribute>() is not null
            select page.Name);

    /// <summary>What many pages show is a component: its markup is in one file.</summary>
    [Theory]
    [InlineData("class=\"crumbs\"", "Crumbs.razor")]
    [InlineData("class=\"pages\"", "Pages.razor")]
    [InlineData("Status404NotFound", "NotFoundStatus.razor")]
    [InlineData("<div class=\"one\"><NotFoundStatus />", "NotFoundNote.razor")]
    public void What_pages_share_is_drawn_by_one_component(string markup, string component) =>
        Found.Nothing(
            from source in Components
            where source.Name != component && source.Text.Contains(markup, StringComparison.Ordinal)
            select $"{source.Path} has {markup}: use {component}");

    [Fact]
    public void Every_page_has_a_title() =>
        Found.Nothing(
            from source in Components
            where source.Text.Contains("@page ", StringComparison.Ordinal) && !source.Text.Contains("<PageTitle>", StringComparison.Ordinal)
            select source.Path);

    [Fact]
    public void Every_form_posts_and_guards_against_forgery() =>
        Found.Nothing(
            from source in Components
            from Match form in Form().Matches(Markup.Prepared(source.Text))
            where form.Value.Contains("method=\"post\"", StringComparison.Ordinal) && !form.Value.Contains("<AntiforgeryToken", StringComparison.Ordinal)
            select $"{source.Path}: {form.Value.Split('\n')[0]}");

    private static bool IsMail(Source source) => source.Path.StartsWith("src/Rollout.Notifications/", StringComparison.Ordinal);

    [GeneratedRegex(@"\b(?:aria-label|aria-description|title|alt|placeholder|Label|Hint|Words|Title|Caption)=""[^""@]*\p{L}[^""@]*""")]
    private static partial Regex ReadOut();

    [GeneratedRegex(@"\sstyle=""|<style\b|<script(?![^>]*\bsrc=)|\son[a-z]+=""(?!@)|href=""javascript:")]
    private static partial Regex Forbidden();

    [GeneratedRegex(@"<form\b[\s\S]*?</form>")]
    private static partial Regex Form();
}
