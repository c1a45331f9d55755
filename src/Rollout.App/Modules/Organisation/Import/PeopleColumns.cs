using Rollout.App.Shared.DelimitedText;

namespace Rollout.App.Modules.Organisation.Import;

/// <summary>The meanings a column of a people file can have.</summary>
public enum PeopleColumn
{
    Number,
    GivenName,
    Infix,
    FamilyName,
    FullName,
    Email,
    Mobile,
    Branch,
    JobTitle,
    Department,
    OrgUnit,
    Since,
    Fte,
    Pc,
    WorkType,
    Language,
}

/// <summary>The positions of the columns in one people file.</summary>
public sealed class PeopleColumns
{
    /// <summary>Header names for the personnel number.</summary>
    public const string NumberNames =
        "personeelsnummer,personeelsnr,persnr,medewerkernummer,medewerkersnummer,medewerkernr,werknemersnummer,werknemernummer,stamnummer,stamnr,"
        + "matricule,numéro de matricule,n° matricule,numéro personnel,numéro du personnel,numéro de personnel,n° personnel,no personnel,numéro d'employé,numéro employé,"
        + "personnel number,personnel no,employee id,employee number,employee no,staff number,staff id";

    /// <summary>Header names for the e-mail address.</summary>
    public const string EmailNames =
        "e-mail,e-mailadres,mail,mailadres,werk e-mail,zakelijk e-mailadres,courriel,adresse e-mail,adresse mail,adresse électronique,"
        + "e-mail address,work e-mail,user principal name";

    // "Naam", "nom" and "name" are the family name if the given name has its own column, and the full name otherwise.
    private static readonly HeaderAliases<PeopleColumn> Aliases = new HeaderAliases<PeopleColumn>()
        .Add(PeopleColumn.Number, NumberNames)
        .Add(PeopleColumn.GivenName,
            "voornaam,roepnaam,prénom,prénoms,first name,given name,forename")
        .Add(PeopleColumn.Infix,
            "tussenvoegsel,tussenvoegsels,voorvoegsel,voorvoegsels,particule,infix,name prefix,surname prefix")
        .Add(PeopleColumn.FamilyName,
            "achternaam,familienaam,geslachtsnaam,nom de famille,last name,family name,surname")
        .Add(PeopleColumn.FullName,
            "naam,volledige naam,naam medewerker,medewerker,nom,nom complet,nom et prénom,name,full name,display name,employee name")
        .Add(PeopleColumn.Email, EmailNames)
        .Add(PeopleColumn.Mobile,
            "mobiel,mobiele telefoon,mobiel nummer,mobiele nummer,gsm,gsm-nummer,gsm nr,06-nummer,portable,téléphone portable,téléphone mobile,numéro de gsm,"
            + "numéro de portable,mobile,mobile phone,mobile number,cell phone,mobile phone number")
        .Add(PeopleColumn.Branch,
            "filiaal,vestiging,vestigingsnaam,kantoor,winkel,locatie,standplaats,site,filiale,succursale,établissement,agence,magasin,lieu de travail,"
            + "branch,branch name,location,office,office location,store")
        .Add(PeopleColumn.JobTitle,
            "functie,functietitel,functienaam,functieomschrijving,fonction,intitulé de la fonction,poste,titre,job title,job,position,title,role")
        .Add(PeopleColumn.Department,
            "afdeling,afdelingsnaam,naam afdeling,team,teamnaam,dienst,dienstnaam,ploeg,département,service,nom du service,équipe,nom de l'équipe,"
            + "department,department name,team name")
        .Add(PeopleColumn.OrgUnit,
            "org unit path,org unit path [required],organizational unit,organisational unit,organisatie-eenheid,unité organisationnelle,"
            + "department number,afdelingsnummer,afdelingscode,code service")
        .Add(PeopleColumn.Since,
            "in dienst sinds,datum in dienst,indiensttreding,datum indiensttreding,in dienst,startdatum,date d'entrée,date d'entrée en service,date d'embauche,"
            + "date de début,en service depuis,start date,hire date,date of hire,employed since,in service since")
        .Add(PeopleColumn.Fte,
            "fte,vte,deeltijdfactor,deeltijdpercentage,parttime factor,etp,équivalent temps plein,taux d'occupation,full-time equivalent")
        .Add(PeopleColumn.Pc,
            "pc-werkplek,pc werkplaats,heeft pc,vaste pc,poste pc,poste informatique,a un pc,ordinateur,pc workplace,has pc,has a pc,desktop")
        .Add(PeopleColumn.WorkType, "werktype,soort werk,type de travail,work type")
        .Add(PeopleColumn.Language, "taal,voorkeurstaal,langue,langue préférée,language,preferred language");

    private readonly Dictionary<PeopleColumn, int> _found;

    /// <summary>Finds the columns in a cleaned header.</summary>
    public PeopleColumns(IReadOnlyList<string> header)
    {
        _found = Aliases.Find(header, out var ignored);
        Ignored = ignored;
        if (Has(PeopleColumn.GivenName) && !Has(PeopleColumn.FamilyName) && _found.Remove(PeopleColumn.FullName, out var family))
        {
            _found[PeopleColumn.FamilyName] = family;
        }

        // Directories have both the name of a department and a path or number for it; the name is what people recognise.
        if (_found.Remove(PeopleColumn.OrgUnit, out var unit) && !_found.TryAdd(PeopleColumn.Department, unit))
        {
            Ignored = [.. ignored, header[unit]];
        }
    }

    /// <summary>The columns that are ignored, as the file names them.</summary>
    public IReadOnlyList<string> Ignored { get; }

    /// <summary>Whether name and branch are present, without which nobody can be placed.</summary>
    public bool AreEnough =>
        Has(PeopleColumn.Branch) && (Has(PeopleColumn.GivenName) || Has(PeopleColumn.FamilyName) || Has(PeopleColumn.FullName));

    public bool Has(PeopleColumn column) => _found.ContainsKey(column);

    /// <summary>The cleaned cell; empty when the file has no such column.</summary>
    public CellText Cell(in FileRow row, PeopleColumn column) =>
        _found.TryGetValue(column, out var index) ? CellText.Clean(row.Cells[index]) : new CellText("", ImportCodes.None);
}
