using Rollout.App.Shared;

namespace Rollout.App.Tests.Shared;

public sealed class SiteUrlTests
{
    private static readonly SiteUrl Site = SiteUrl.At("https://société.example:8443", "http://+:8080");

    [Fact]
    public void A_link_holds_the_host_in_ascii_because_headers_and_calendars_take_nothing_else() =>
        Assert.Equal("https://xn--socit-esab.example:8443/i/ZO%C3%8B", Site.To("/i/ZOË").AbsoluteUri);

    [Fact]
    public void A_poster_shows_the_host_in_its_own_letters() => Assert.Equal("société.example:8443/infosessions", Site.Spoken("/infosessions"));

    [Theory]
    [InlineData("http://+:8080", "http://localhost:8080/")]
    [InlineData("http://*:80;https://localhost:8081", "http://localhost/")]
    [InlineData("http://[::1]:5000", "http://[::1]:5000/")]
    public void Without_an_address_of_its_own_the_site_is_where_it_listens(string urls, string expected) =>
        Assert.Equal(expected, SiteUrl.At(null, urls).BaseAddress.AbsoluteUri);
}
